import { Avatar } from "@mantine/core";

const colors = ["blue", "grape", "indigo", "pink", "teal", "orange"] as const;

/** Somebody's initials, in a colour that stays theirs. Says nothing to screen readers: the name stands beside. */
export function Face({ name, size = 36 }: { name: string; size?: number }) {
  const color = colors[[...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % colors.length];
  return (
    <Avatar aria-hidden="true" size={size} radius="xl" variant="light" color={color ?? "blue"}>
      {initialsOf(name)}
    </Avatar>
  );
}

const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
};
