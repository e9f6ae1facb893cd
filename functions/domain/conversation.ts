import type { Change } from "./event.ts";
import { mustBeLive } from "./lifecycle.ts";
import { type Act, changed, type Ticket } from "./ticket.ts";

/** Adds a comment. An internal note leaves no trace that those who cannot read it could see. */
export function comment(ticket: Ticket, message: string, internal: boolean, act: Act): Change {
  mustBeLive(ticket);
  return {
    ticket: internal ? ticket : changed(ticket, act, {}),
    event: { type: "CommentAdded", message, internal, ...act },
  };
}
