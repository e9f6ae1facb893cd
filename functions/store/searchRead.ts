import { setTimeout as pause } from "node:timers/promises";
import { BatchGetCommand, type BatchGetCommandInput, type BatchGetCommandOutput } from "@aws-sdk/lib-dynamodb";
import { descriptionIn, type TicketEvent } from "../domain/event.ts";
import type { Ticket } from "../domain/ticket.ts";
import { wordsOf } from "../domain/words.ts";
import { dynamo, tableName } from "./client.ts";
import type { Items, Key } from "./items.ts";
import type { Candidate } from "./searchSources.ts";
import { keys, ticketOf } from "./table.ts";

type Wanted = BatchGetCommandInput["RequestItems"];
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

/** What there was no capacity or no room for comes back unread, without an error. */
const mostTries = 6;
const mostKeys = 100;

async function readMany(wanted: readonly Key[]): Promise<Items> {
  const unique = [...new Map(wanted.map((key) => [nameOf(key), key])).values()];
  const batches = Array.from({ length: Math.ceil(unique.length / mostKeys) }, (_, at) =>
    readBatch(unique.slice(at * mostKeys, (at + 1) * mostKeys)),
  );
  return new Map((await Promise.all(batches)).flatMap((batch) => [...batch]));
}

async function readBatch(Keys: Key[]): Promise<Items> {
  const items: Items = new Map();
  let wanted: Wanted = { [tableName]: { Keys } };
  for (let tries = 0; wanted?.[tableName]; tries++) {
    if (tries > 0) await pause(Math.random() * 50 * 2 ** tries);
    if (tries === mostTries) throw new Error("the table could not give all tickets of a page");
    const read: BatchGetCommandOutput = await dynamo.send(new BatchGetCommand({ RequestItems: wanted }));
    for (const item of read.Responses?.[tableName] ?? []) items.set(nameOf(item as Key), item);
    wanted = read.UnprocessedKeys;
  }
  return items;
}

const nameOf = ({ PK, SK }: Key): string => `${PK} ${SK}`;
