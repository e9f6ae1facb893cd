/** The first letters of a name's first and last word; what stands in brackets, such as "(ext.)", is no part of the name. */
export function initialsOf(name: string): string {
  const words = wordsOf(name.replace(/\([^)]*\)/g, " "));
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  const initials = picked.map((word = "") => [...word][0]).join("");
  return (initials || ([...name.trim()][0] ?? "")).toUpperCase();
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]\S*/gu) ?? [];
