import { Avatar } from "@mantine/core";
import { initialsOf } from "../../parts/initials.ts";

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
