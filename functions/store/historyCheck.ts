import type { TicketEvent } from "../domain/event.ts";
import { brokenAt } from "../domain/history.ts";
import { readHistory } from "./history.ts";
import { ticketsOfShard } from "./lists/ticketWalk.ts";
import { mustBeAllShards } from "./shards.ts";
import { shards } from "./table.ts";
import { findTicket } from "./tickets.ts";

/** The first event of a history that is missing, or not as it was written. */
export type Broken = { ticketId: string; sequence: number };

const together = 25;

/**
 * Holds every history against its chain of hashes, and against the ticket, which says how many events there are and the hash of
 * the last one. People can go on working meanwhile.
 */
export async function checkHistories(): Promise<{ tickets: number; broken: Broken[] }> {
  await mustBeAllShards();
  let tickets = 0;
  const broken: Broken[] = [];
  for (const shard of shards) {
    for await (const ids of ticketsOfShard(shard, together)) {
      const found = await Promise.all(ids.map(firstBroken));
      broken.push(...found.filter((one) => one !== null));
      tickets += ids.length;
    }
  }
  return { tickets, broken };
}

async function firstBroken(ticketId: string): Promise<Broken | null> {
  const ticket = await findTicket(ticketId);
  if (!ticket) return null;
  // What has happened since the ticket was read is left out.
  const events = (await wholeHistory(ticketId)).slice(0, ticket.revision);
  const broken = brokenAt(events);
  if (broken !== null) return { ticketId, sequence: broken + 1 };
  if (events.length < ticket.revision) return { ticketId, sequence: events.length + 1 };
  return events.at(-1)?.hash === ticket.head ? null : { ticketId, sequence: ticket.revision };
}

async function wholeHistory(ticketId: string): Promise<TicketEvent[]> {
  const events: TicketEvent[] = [];
  for (let more = true; more; ) {
    const page = await readHistory(ticketId, {
      after: events.at(-1)?.sequence ?? 0,
      limit: 1000,
      ConsistentRead: true,
    });
    events.push(...page.events);
    more = page.more;
  }
  return events;
}
