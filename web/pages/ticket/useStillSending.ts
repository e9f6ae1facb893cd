import { type Said, useBeingSaid } from "../../api/tickets.ts";
import type { Placed } from "./entries.ts";

/** My comments on their way, without those that the history shows already: it may be told before the answer comes. */
export function useStillSending(ticketId: string, myId: string, entries: readonly Placed[]): Said[] {
  const isThere = ({ message, internal, after }: Said) =>
    entries.some(
      (entry) =>
        entry.type === "CommentAdded" &&
        entry.sequence > after &&
        entry.by.id === myId &&
        entry.internal === internal &&
        entry.message === message,
    );
  return useBeingSaid(ticketId).filter((said) => !isThere(said));
}
