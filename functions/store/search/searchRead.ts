import { descriptionIn, type TicketEvent } from "../../domain/event.ts";
import type { Ticket } from "../../domain/ticket.ts";
import { wordsOf } from "../../domain/words.ts";
import { type Items, type Key, nameOf, readItems } from "../items.ts";
import { keys } from "../table.ts";
import { ticketOf } from "../tableItems.ts";
import type { Candidate } from "./searchSources.ts";

/** A ticket as it is, and the words that it has. */
export type Worded = { ticket: Ticket; words: readonly string[] };

export async function readTicket(id: string): Promise<Ticket | null> {
  const [item] = [...(await readMany([keys.ticket(id)])).values()];
  return item ? ticketOf(item) : null;
}

/**
 * The tickets of these candidates (100 at most) as they are, by id; one that is not there is left out. What they describe
 * is read only where the candidate does not know the words, and knew them before an edit.
 */
export async function readWorded(candidates: readonly Candidate[]): Promise<Map<string, Worded>> {
  const first = candidates.filter(({ known }) => known === null).map(({ ticketId }) => keys.event(ticketId, 1));
  const items = await readMany([...candidates.map(({ ticketId }) => keys.ticket(ticketId)), ...first]);
  const read = candidates.flatMap((candidate) => {
    const item = items.get(nameOf(keys.ticket(candidate.ticketId)));
    return item ? [{ candidate, ticket: ticketOf(item) }] : [];
  });
  const edited = read.filter(({ candidate, ticket }) => wordsIn(ticket, candidate, items) === null);
  const later = await readMany(edited.map(({ ticket }) => keys.event(ticket.id, ticket.describedIn)));
  const all = new Map([...items, ...later]);
  return new Map(
    read.flatMap(({ candidate, ticket }) => {
      const words = wordsIn(ticket, candidate, all);
      return words ? [[ticket.id, { ticket, words }] as const] : [];
    }),
  );
}

/** The words of a ticket by what is known and read so far; null where that is not enough. */
function wordsIn(ticket: Ticket, { known }: Candidate, items: Items): readonly string[] | null {
  if (known?.wordedIn === ticket.wordedIn) return known.words;
  const event = items.get(nameOf(keys.event(ticket.id, ticket.describedIn))) as TicketEvent | undefined;
  const description = event && descriptionIn(event);
  return description === undefined ? null : wordsOf({ ticket, description });
}

/** A hit may be a moment old: for a page of a hundred that is half the price. */
const readMany = (wanted: readonly Key[]): Promise<Items> => readItems(wanted, { consistent: false });
