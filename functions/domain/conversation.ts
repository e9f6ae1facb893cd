import type { Change } from "./event.ts";
import { mustBeLive } from "./lifecycle.ts";
import { type Act, noted, type Ticket } from "./ticket.ts";

/** At most so many earlier commenters are told of a new comment. The requester always is. */
const mostCommenters = 20;

/** Adds a comment. An internal note leaves no trace that those who cannot read it could see. */
export function comment(ticket: Ticket, message: string, internal: boolean, act: Act): Change {
  mustBeLive(ticket);
  const commenters = act.by.id === ticket.requester.id ? ticket.commenters : withLast(ticket.commenters, act.by.id);
  return {
    ticket: internal ? { ...ticket, commenters } : noted(ticket, { commenters }),
    event: { type: "CommentAdded", message, internal, ...act },
  };
}

const withLast = (commenters: readonly string[], id: string): string[] =>
  [...commenters.filter((other) => other !== id), id].slice(-mostCommenters);
