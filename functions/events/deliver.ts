import type { TicketEvent } from "../domain/event.ts";
import { type Channel, wants } from "../domain/quietHours.ts";
import { recipients, type Told } from "../domain/recipients.ts";
import type { Ticket } from "../domain/ticket.ts";
import { peopleAround } from "../store/concerned.ts";
import { findTicket } from "../store/tickets.ts";

/** Who is told of an event by a channel, by the ticket and the people as they are at this moment. */
export async function toldBy(channel: Channel, event: TicketEvent): Promise<{ ticket: Ticket; told: Told[] } | null> {
  const ticket = await findTicket(event.ticketId);
  if (!ticket) return null;
  const told = recipients(event, ticket, await peopleAround(event, ticket));
  return { ticket, told: told.filter(({ account, kind }) => wants(account, kind, channel)) };
}
