import type { Entry } from "../../api/tickets.ts";

/** An entry with the name by which it is linked to. */
export type Placed = Entry & { anchor: string };

export const isComment = ({ type }: Entry): boolean => type === "CommentAdded";
const isNote = (entry: Entry): boolean => entry.type === "CommentAdded" && entry.internal;

/**
 * Gives each entry its anchor. Who may not read internal notes counts without them, so that everybody does here: a link
 * leads to the same entry whoever follows it. Notes are numbered apart.
 */
export function placed(entries: readonly Entry[]): Placed[] {
  let visible = 0;
  return entries.map((entry) => {
    if (isNote(entry)) return { ...entry, anchor: `n-${entry.sequence}` };
    visible += 1;
    return { ...entry, anchor: `e-${visible}` };
  });
}
