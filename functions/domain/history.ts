import { createHash } from "node:crypto";
import type { Person } from "./account.ts";
import { type Change, changesWords, descriptionIn, type TicketEvent } from "./event.ts";
import type { Ticket } from "./ticket.ts";

/** What the first event of a ticket names as the hash before it. */
export const origin = "0".repeat(64);

/**
 * The ticket and its event as they are written: numbered, and chained to the event before. The event's id is drawn, and no part
 * of the chain: it is shown to who must not find out how many events they are not shown.
 */
export function record({ ticket, event }: Change, id: string): { ticket: Ticket; event: TicketEvent } {
  const sequence = ticket.revision + 1;
  const { status, priority, department, category } = ticket;
  const about = { status, priority, department, category };
  const unsealed = {
    ...event,
    ticketId: ticket.id,
    sequence,
    version: ticket.version,
    about,
    previousHash: ticket.head,
  };
  const hash = hashOf(unsealed);
  const describedIn = descriptionIn(event) === undefined ? ticket.describedIn : sequence;
  const wordedIn = changesWords(event) ? sequence : ticket.wordedIn;
  return {
    ticket: { ...ticket, revision: sequence, head: hash, describedIn, wordedIn },
    event: { ...unsealed, hash, id },
  };
}

/** The first place where a history (oldest first, whole) does not hold together, or null where it does. */
export function brokenAt(events: readonly TicketEvent[]): number | null {
  let before = origin;
  for (const [index, { id: _, hash, ...unsealed }] of events.entries()) {
    const { sequence, previousHash } = unsealed;
    if (sequence !== index + 1 || previousHash !== before || hash !== hashOf(unsealed)) return index;
    before = hash;
  }
  return null;
}

const hashOf = (value: object): string => createHash("sha256").update(canonical(value)).digest("hex");

/**
 * JSON with sorted keys, so that the same facts always read the same (RFC 8785 for what events hold). Of a person it holds
 * the id alone: who did something stands fast, and a name can be taken out (erasure.ts).
 */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isPerson(value)) return canonical({ id: value.id });
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(",")}}`;
}

const isPerson = (value: object): value is Person =>
  Object.keys(value).length === 2 && "id" in value && "name" in value;
