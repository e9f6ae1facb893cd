import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { type Facts, factsOf } from "../../domain/tally.ts";
import type { Ticket } from "../../domain/ticket.ts";
import { ifAbsent, tableName } from "../client.ts";
import { type Items, type Key, nameOf, readItems } from "../items.ts";
import { keys, shardOf, withoutKeys } from "../table.ts";
import { countedItem, ticketOf } from "../tableItems.ts";
import { VersionRace, type Write, writeTogether } from "../transaction.ts";
import { findGenerations, type Generations } from "./generations.ts";
import { type Counted, changedTallies, type Due, sheetsOf, tallyWrite } from "./tallyChanges.ts";

/** So many tickets are looked at together: with the sums of as many requesters they fit in one transaction. */
export const together = 45;
/** What one transaction may write. */
const mostItems = 100;
const mostTries = 12;

/**
 * Brings the sums up to what these tickets are now. The marker of each says what of it stands in the sums already, and is
 * written with them: so it is counted once, however often, late or out of order its events come.
 */
export async function countTickets(ids: readonly string[]): Promise<void> {
  const unique = [...new Set(ids)].sort((a, b) => Number(shardOf(a)) - Number(shardOf(b)));
  for (let from = 0; from < unique.length; from += together) await untilCounted(unique.slice(from, from + together));
}

/** Where another writer came first, it reads and counts again. */
async function untilCounted(ids: readonly string[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await countTogether(ids);
    } catch (error) {
      if (!(error instanceof VersionRace) || tries === mostTries) throw error;
      await pause(Math.random() * 10 * 2 ** Math.min(tries, 6));
    }
  }
}

async function countTogether(ids: readonly string[]): Promise<void> {
  const [generations, items] = await Promise.all([
    findGenerations(),
    readItems(
      ids.flatMap((id) => [keys.ticket(id), keys.counted(id)]),
      { consistent: true },
    ),
  ]);
  let due = ids.flatMap((id) => dueOf(id, items, generations));
  while (due.length > 0) {
    const some = due.slice(0, fitting(due));
    const tallies = await changedTallies(some, generations);
    const writes: Write[] = [...some.map(markerWrite), ...tallies.map(tallyWrite)];
    await writeTogether(writes);
    due = due.slice(some.length);
  }
}

/** How many of them fit in one transaction, with their markers and every sheet that they may change. */
function fitting(due: readonly Due[]): number {
  const sheets = new Set<string>();
  const isTooMuch = (one: Due, index: number) => {
    for (const sheet of sheetsOf(one)) sheets.add(sheet);
    return index + 1 + sheets.size > mostItems;
  };
  const first = due.findIndex(isTooMuch);
  return first < 0 ? due.length : first;
}

/** What there is to count of a ticket; nothing where its marker says that it has been. */
function dueOf(id: string, items: Items, { shown, beside }: Generations): Due[] {
  const ticket = find(items, keys.ticket(id), ticketOf);
  const before = find(items, keys.counted(id), withoutKeys<Counted>);
  const generations = beside === null ? [shown] : [shown, beside];
  if (!ticket || (before && isCounted(ticket, before, Math.max(...generations)))) return [];
  return [{ ticket, before, generations }];
}

/** DynamoDB gives what a map holds in any order: two that are the same need not look so as text. */
function isCounted(ticket: Ticket, before: Counted, generation: number): boolean {
  if (before.generation < generation) return false;
  if (before.revision >= ticket.revision) return true;
  const { updatedAt } = before;
  return (
    updatedAt === ticket.updatedAt &&
    Object.entries(factsOf(ticket)).every(([name, fact]) => isDeepStrictEqual(fact, before[name as keyof Facts]))
  );
}

const markerWrite = ({ ticket, before, generations }: Due): Write => ({
  Put: {
    TableName: tableName,
    Item: countedItem(ticket, Math.max(...generations)),
    ...(before
      ? {
          ConditionExpression: "revision = :revision AND generation = :generation",
          ExpressionAttributeValues: { ":revision": before.revision, ":generation": before.generation },
        }
      : ifAbsent),
  },
});

const find = <T>(items: Items, key: Key, as: (item: Record<string, unknown>) => T): T | null => {
  const item = items.get(nameOf(key));
  return item ? as(item) : null;
};
