import { firstMonthOf } from "../../domain/dashboard.ts";
import { type Audience, added, contributionOf, dayOf, factsOf, type Sums } from "../../domain/tally.ts";
import type { Ticket } from "../../domain/ticket.ts";
import { listDepartments } from "../catalogue.ts";
import { type Key, nameOf, readItems } from "../items.ts";
import { from, readPage } from "../lists/lists.ts";
import { ticketsOfShard } from "../lists/ticketWalk.ts";
import { keys, partitions, shards } from "../table.ts";
import { ticketOf } from "../tableItems.ts";
import { findGenerations } from "./generations.ts";
import { readPartition } from "./tallies.ts";
import { type Tally, tallyOf } from "./tallyItem.ts";

/** A sum that is not what the tickets come to. */
export type Difference = { sheet: string; name: string; counted: number; recounted: number };

/** What happened so shortly before may still be on its way to the counters (milliseconds). */
const onTheWay = 5 * 60_000;
const mostChanges = 1000;

/**
 * Compares the sums with the tickets themselves. A sum may differ by as many as have changed in the last five minutes: in a
 * quiet hour, by none.
 */
export async function checkTallies(now = Date.now()): Promise<{ tickets: number; differences: Difference[] }> {
  const since = new Date(now - onTheWay).toISOString();
  const expected = new Map<string, Expected>();
  const changing = new Set<string>();
  let tickets = 0;
  for await (const ticket of allTickets()) {
    expect(ticket, expected);
    if (ticket.updatedAt >= since) changing.add(ticket.id); // the counters may not know of it yet
    tickets++;
  }
  const differences = await differing([...expected.values(), ...(await leftBehind(expected))]);
  for (const id of await countedSince(since)) changing.add(id); // it may have changed after it was read
  return { tickets, differences: differences.filter((one) => Math.abs(one.counted - one.recounted) > changing.size) };
}

async function* allTickets(): AsyncGenerator<Ticket> {
  for (const shard of shards) {
    for await (const ids of ticketsOfShard(shard, 100)) {
      const items = await readItems(ids.map(keys.ticket), { consistent: true });
      yield* [...items.values()].map((item) => ticketOf(item));
    }
  }
}

/** What a sheet should hold. */
type Expected = { key: Key; sums: Sums };

function expect(ticket: Ticket, expected: Map<string, Expected>): void {
  const today = dayOf(new Date().toISOString());
  for (const { audience, sheet, sums } of contributionOf(factsOf(ticket))) {
    if (!isKept(sheet, today)) continue;
    const key = keys.tally(audience, ticket.id, sheet);
    const name = nameOf(key);
    expected.set(name, { key, sums: added(expected.get(name)?.sums ?? {}, sums, 1, today) });
  }
}

/** The sums that are stored otherwise. */
async function differing(wanted: readonly Expected[]): Promise<Difference[]> {
  const { shown } = await findGenerations();
  const differences: Difference[] = [];
  for (let from = 0; from < wanted.length; from += 100) {
    const some = wanted.slice(from, from + 100);
    const stored = await readItems(
      some.map(({ key }) => key),
      { consistent: true },
    );
    for (const one of some) {
      const item = stored.get(nameOf(one.key));
      differences.push(...compare(one, item && tallyOf(item), shown));
    }
  }
  return differences;
}

/** The sheets that are kept of many people's tickets, or of a technician's, and that no ticket stands in any more. */
async function leftBehind(expected: ReadonlyMap<string, Expected>): Promise<Expected[]> {
  const today = dayOf(new Date().toISOString());
  const departments = (await listDepartments()).map(({ id }): Audience => `department#${id}`);
  const places = ["all" as const, ...departments].flatMap(partitions.tallies);
  const kept = (await Promise.all(places.map((place) => readPartition(place)))).flat();
  return kept
    .filter((tally) => isKept(tally.SK, today) && !expected.has(nameOf(tally)))
    .map(({ PK, SK }) => ({ key: { PK, SK }, sums: {} }));
}

/** Times of months that are shown no more may have expired. */
const isKept = (sheet: string, today: string): boolean =>
  !sheet.startsWith("times.") || sheet >= `times.${firstMonthOf(today)}`;

function compare({ key, sums }: Expected, tally: Tally | undefined, shown: number): Difference[] {
  const today = dayOf(new Date().toISOString());
  const counted = added(tally?.sums[shown] ?? {}, {}, 1, today);
  return [...new Set([...Object.keys(sums), ...Object.keys(counted)])]
    .map((name) => ({ sheet: nameOf(key), name, counted: counted[name] ?? 0, recounted: sums[name] ?? 0 }))
    .filter((one) => one.counted !== one.recounted);
}

/** The tickets that have changed since a time, as far as the counters know. */
async function countedSince(time: string): Promise<string[]> {
  const sources = from("byChange", partitions.all());
  const row = (item: Record<string, unknown>) => ({ id: String(item.id), at: String(item.updatedAt) });
  const { items } = await readPage({ sources, order: "newest", limit: mostChanges, after: null, filter: null, row });
  return items.filter(({ at }) => at >= time).map(({ id }) => id);
}
