import type { Change } from "./event.ts";
import { mustBeLive } from "./lifecycle.ts";
import { type Act, noted, type Ticket } from "./ticket.ts";

/** No more people than this are told of a comment for having commented themselves. */
const mostCommenters = 20;

/** Adds a comment. An internal note leaves no trace that those who cannot read it could see. */
export function comment(ticket: Ticket, message: string, internal: boolean, act: Act): Change {
  mustBeLive(ticket);
  const commenters = [...ticket.commenters.filter((id) => id !== act.by.id), act.by.id].slice(-mostCommenters);
  return {
    ticket: internal ? { ...ticket, commenters } : noted(ticket, { commenters }),
    event: { type: "CommentAdded", message, internal, ...act },
  };
}
