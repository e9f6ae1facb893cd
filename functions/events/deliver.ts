import type { TicketEvent } from "../domain/event.ts";
import { type Channel, wants } from "../domain/quietHours.ts";
import { recipients, type Told } from "../domain/recipients.ts";
import type { Ticket } from "../domain/ticket.ts";
import { peopleAround } from "../store/peopleAround.ts";
import { findTicket } from "../store/tickets.ts";

type Delivery = { ticket: Ticket; told: Told[] };

/** Who is told of an event by a channel, by the ticket and the people as they are at this moment. */
export async function toldBy(channel: Channel, event: TicketEvent): Promise<Delivery | null> {
  const found = await toldOf(event);
  return found && { ...found, told: found.told.filter((one) => isWanted(one, channel)) };
}

/** The channels by which anybody is told of an event, as things stand now. */
export async function channelsOf(event: TicketEvent): Promise<Channel[]> {
  const told = (await toldOf(event))?.told ?? [];
  return channels.filter((channel) => told.some((one) => isWanted(one, channel)));
}

const channels = ["inApp", "email", "sms"] as const satisfies Channel[];

const isWanted = ({ account, kind }: Told, channel: Channel): boolean => wants(account, kind, channel);

async function toldOf(event: TicketEvent): Promise<Delivery | null> {
  const ticket = await findTicket(event.ticketId);
  return ticket && { ticket, told: recipients(event, ticket, await peopleAround(event, ticket)) };
}
