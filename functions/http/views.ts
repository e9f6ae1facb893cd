import type * as z from "zod/mini";
import type { ticket as ticketShape } from "../contract/tickets.ts";
import { can } from "../domain/access.ts";
import type { Account } from "../domain/account.ts";
import { allowedActions } from "../domain/allowed.ts";
import { isInternal, type TicketEvent } from "../domain/event.ts";
import type { Described, Files, Ticket } from "../domain/ticket.ts";

/** A ticket with all that is shown of it. */
export type Whole = Described & { files: Files };

/** A ticket as this reader sees it. */
export const ticketView = ({ ticket, description, files }: Whole, reader: Account): z.output<typeof ticketShape> => ({
  ...ticket,
  description,
  attachments: files.attachments,
  allowedActions: allowedActions(reader, ticket),
});

/** Whether this reader is shown an event at all. */
export const isVisible = (event: TicketEvent, ticket: Ticket, reader: Account): boolean =>
  !isInternal(event) || can(reader, "note", ticket);

/** The event that a command has made, as its caller sees it. */
export function createdEventView(
  { event, ticket }: { event: TicketEvent | null; ticket: Ticket },
  { account }: { account: Account },
) {
  if (!event) throw new Error("this command always makes an event");
  return eventView(event, ticket, account);
}

/** An event as this reader sees it. Who cannot read internal notes cannot tell from its number or a hash that there are any. */
export function eventView(event: TicketEvent, ticket: Ticket, reader: Account) {
  const { version, about: _about, ...shown } = event;
  if (can(reader, "note", ticket)) return shown;
  const { previousHash: _previousHash, hash: _hash, ...visible } = shown;
  return { ...visible, sequence: version };
}
