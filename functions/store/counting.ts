import { setTimeout as pause } from "node:timers/promises";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { added, contributionOf, dayOf, type Facts, factsOf, type Sums } from "../domain/tally.ts";
import type { Ticket } from "../domain/ticket.ts";
import { dynamo, tableName } from "./client.ts";
import { findGenerations, type Generations } from "./generations.ts";
import { type Items, type Key, readItems } from "./items.ts";
import { countedItem, keys, shardOf, ticketOf, withoutKeys } from "./table.ts";
import { type Tally, tallyItem, tallyOf } from "./tallyItem.ts";
import type { Write } from "./tickets.ts";

/** The ticket as it was counted last: its marker. `generation` is the newest of the sums that it stands in. */
export type Counted = Facts & { id: string; revision: number; updatedAt: string; generation: number };

/** How many tickets go in one transaction: with all the sums they stand in, that stays below its 100 items. */
const together = 8;
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
      if (!(error instanceof TransactionCanceledException) || tries === mostTries) throw error;
      await pause(Math.random() * 10 * 2 ** Math.min(tries, 6));
    }
  }
}

async function countTogether(ids: readonly string[]): Promise<void> {
  const [generations, items] = await Promise.all([
    findGenerations(),
    readItems(ids.flatMap((id) => [keys.ticket(id), keys.counted(id)])),
  ]);
  const due = ids.flatMap((id) => dueOf(id, items, generations));
  if (due.length === 0) return;
  const tallies = await changedTallies(due, generations);
  const writes: Write[] = [...due.map(markerWrite), ...tallies.map(tallyWrite)];
  await dynamo.send(new TransactWriteCommand({ TransactItems: writes }));
}

type Due = { ticket: Ticket; before: Counted | null; generations: number[] };

/** What there is to count of a ticket; nothing where its marker says that it has been. */
function dueOf(id: string, items: Items, { shown, beside }: Generations): Due[] {
  const ticket = find(items, keys.ticket(id), ticketOf);
  const before = find(items, keys.counted(id), withoutKeys<Counted>);
  const generations = beside === null ? [shown] : [shown, beside];
  if (!ticket || (before && isCounted(ticket, before, Math.max(...generations)))) return [];
  return [{ ticket, before, generations }];
}

function isCounted(ticket: Ticket, before: Counted, generation: number): boolean {
  if (before.generation < generation) return false;
  if (before.revision >= ticket.revision) return true;
  const { updatedAt } = before;
  return (
    updatedAt === ticket.updatedAt &&
    Object.entries(factsOf(ticket)).every(([name, fact]) => isSame(fact, before[name as keyof Facts]))
  );
}

/** Two sums are the same in any order of their names. */
const isSameSums = (one: Record<string, Sums>, other: Record<string, Sums>): boolean =>
  isSame(inOrder(one), inOrder(other));

const inOrder = (all: Record<string, Sums>) =>
  Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([generation, sums]) => [generation, Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1))]);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

type Change = { key: { PK: string; SK: string }; generation: number; sums: Sums; sign: 1 | -1 };

/** What the tickets were is taken out of the sums, and what they are is put in. */
async function changedTallies(due: readonly Due[], generations: Generations): Promise<Tally[]> {
  const changes = due.flatMap(changesOf);
  const touched = new Map(changes.map(({ key }) => [nameOf(key), key]));
  const items = await readItems([...touched.values()]);
  const today = dayOf(new Date().toISOString());
  return [...touched].flatMap(([name, key]) => {
    const stored = items.get(name);
    const tally = stored ? tallyOf(stored) : { ...key, revision: 0, sums: {} };
    const sums = keptSums(tally, generations);
    for (const change of changes) {
      if (nameOf(change.key) !== name) continue;
      sums[change.generation] = added(sums[change.generation] ?? {}, change.sums, change.sign, today);
    }
    return isSameSums(sums, tally.sums) ? [] : [{ ...tally, sums }];
  });
}

function changesOf({ ticket, before, generations }: Due): Change[] {
  const sheets = (facts: Facts, generation: number, sign: 1 | -1): Change[] =>
    contributionOf(facts).map(({ audience, sheet, sums }) => ({
      ...{ key: keys.tally(audience, ticket.id, sheet), generation, sums, sign },
    }));
  return generations.flatMap((generation) => [
    ...(before && before.generation >= generation ? sheets(before, generation, -1) : []),
    ...sheets(factsOf(ticket), generation, 1),
  ]);
}

/** Sums of generations that are shown no more are dropped. */
const keptSums = ({ sums }: Tally, { shown, beside }: Generations): Record<string, Sums> =>
  Object.fromEntries([shown, beside].flatMap((one) => (one !== null && sums[one] ? [[String(one), sums[one]]] : [])));

const markerWrite = ({ ticket, before, generations }: Due): Write => ({
  Put: {
    TableName: tableName,
    Item: countedItem(ticket, Math.max(...generations)),
    ...unchanged(before && { ":revision": before.revision, ":generation": before.generation }),
  },
});

const tallyWrite = ({ revision, ...tally }: Tally): Write => ({
  Put: {
    TableName: tableName,
    Item: tallyItem({ ...tally, revision: revision + 1 }),
    ...unchanged(revision === 0 ? null : { ":revision": revision }),
  },
});

const unchanged = (values: Record<string, number> | null) =>
  values === null
    ? { ConditionExpression: "attribute_not_exists(PK)" }
    : {
        ConditionExpression: Object.keys(values)
          .map((name) => `${name.slice(1)} = ${name}`)
          .join(" AND "),
        ExpressionAttributeValues: values,
      };

const nameOf = ({ PK, SK }: { PK: string; SK: string }): string => `${PK} ${SK}`;

const find = <T>(items: Items, key: Key, as: (item: Record<string, unknown>) => T): T | null => {
  const item = items.get(nameOf(key));
  return item ? as(item) : null;
};
