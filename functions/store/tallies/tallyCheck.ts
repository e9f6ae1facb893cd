import { firstMonthOf } from "../../domain/dashboard.ts";
import { type Audience, added, contributionOf, dayOf, factsOf, type Sums } from "../../domain/tally.ts";
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
  const expected = new Map<string, Expected>();
  let tickets = 0;
  for (const shard of shards) {
    for await (const ids of ticketsOfShard(shard, 100)) tickets += await expect(ids, expected);
  }
  const { shown } = await findGenerations();
  const changing = await changedSince(new Date(now - onTheWay).toISOString());
  const wanted = [...expected.values(), ...(await leftBehind(expected))];
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
  return { tickets, differences: differences.filter((one) => Math.abs(one.counted - one.recounted) > changing) };
}

/** What a sheet should hold. */
type Expected = { key: Key; sums: Sums };

async function expect(ids: readonly string[], expected: Map<string, Expected>): Promise<number> {
  const today = dayOf(new Date().toISOString());
  const items = await readItems(ids.map(keys.ticket), { consistent: true });
  for (const item of items.values()) {
    const ticket = ticketOf(item);
    for (const { audience, sheet, sums } of contributionOf(factsOf(ticket))) {
      if (!isKept(sheet, today)) continue;
      const key = keys.tally(audience, ticket.id, sheet);
      const name = nameOf(key);
      expected.set(name, { key, sums: added(expected.get(name)?.sums ?? {}, sums, 1, today) });
    }
  }
  return items.size;
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

/** How many tickets have changed since a time. */
async function changedSince(time: string): Promise<number> {
  const sources = from("byChange", partitions.all());
  const row = (item: Record<string, unknown>) => ({ id: String(item.id), at: String(item.updatedAt) });
  const { items } = await readPage({ sources, order: "newest", limit: mostChanges, after: null, filter: null, row });
  return items.filter(({ at }) => at >= time).length;
}
