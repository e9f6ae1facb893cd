import { keptDraft, placeOn } from "../../parts/useDraft.ts";
import type { Words } from "./editing.ts";
import { steps } from "./steps.ts";

export type Unsent = { place: string; text: string };

/** What somebody has written on a ticket and not sent: a comment, words that go with a step, a new description. */
export function unsentOn(ticketId: string, accountId: string): Unsent[] {
  const place = (kind: string) => placeOn(ticketId, accountId, kind);
  const edit = keptDraft<{ mine: Words }>(place("edit"));
  const all = [
    { place: place("comment"), text: keptDraft<{ text: string }>(place("comment"))?.text },
    ...steps.map(({ name }) => ({ place: place(name), text: keptDraft<string>(place(name)) })),
    { place: place("edit"), text: edit && `${edit.mine.title}\n\n${edit.mine.description}` },
  ];
  return all.filter((one): one is Unsent => Boolean(one.text));
}
