import { afterAll, describe, expect, test } from "vitest";
import { countMessages } from "../../bench/costs/messages.ts";
import { startMeteredDesk } from "../../bench/units/meteredDesk.ts";
import { dearest, lifeBudget, lifeMessages, lifeReads, transitionBudget } from "../../bench/units/unitBudgets.ts";
import { liveThrough, statesEntered } from "../../bench/units/unitLives.ts";
import { measureReads } from "../../bench/units/unitReads.ts";
import { budgetedLife, lifeUnits } from "../../bench/units/unitSums.ts";

const desk = await startMeteredDesk();
afterAll(() => desk.stop());
await desk.quiet();
const messagesSince = await countMessages(desk.cloud);
const apart = await liveThrough(desk, "each event far apart", 1, true);
const messages = await messagesSince();
const busy = await liveThrough(desk, "side by side", 8, false);
const [ticketId = ""] = apart.ticketIds;
const reads = await measureReads(desk, ticketId);

/** What is beyond its budget as it is now: it may not grow. */
const beyond: Record<string, number> = {
  // One page of 100 rows in 150 reads on in a shard.
  "listTickets all, 100 rows": 9,
  // The trial's tickets are rejected in the order of their shards: one shard has more of the page than its share, and is read on.
  "listTickets all, last changed first": 4.5,
  // A head's own tickets are one partition more than the department's shards.
  "listTickets department": 4.5,
  // A page that a filter thins out looks at 1,000 rows.
  "listTickets all, of a rare kind": 60,
  "listTickets all, with a word": 8,
  // Up to 1,000 rows of one person are put in order when they are read.
  "listTickets own, last changed first": 63,
  // Each shard of sums and of the newest tickets costs half a unit at least; the times one shard more.
  "getDashboard all": 9.5,
  "getDashboard department": 9,
  // Up to 99 unread notifications are read to be counted.
  "getDashboard assigned": 4,
  "getDashboard own": 6.5,
  // Words 36, counters 93; 12 for each time that two counters meet, which a slow machine has them do.
  "each event far apart": 290,
  "side by side": 250,
};
const most = (what: string, budget: number): number => Math.max(budget, beyond[what] ?? 0);

describe("read units beside those of the caller's account", () => {
  const pages = reads.filter(({ budget }) => budget !== null);
  const bounded = pages.map((page) => ({ ...page, bound: most(page.name, page.budget ?? 0) }));
  test.each(bounded)("$name: at most $bound, by its rows and shards", ({ rest, bound }) => {
    expect(rest).toBeLessThanOrEqual(bound);
  });
});

describe("write units, all indexes included", () => {
  const dear = dearest([...apart.calls, ...busy.calls]).map((one) => ({ ...one, bound: most(one.what, one.budget) }));
  test.each(dear)("$what: at most $bound", ({ units, bound }) => {
    expect(units).toBeLessThanOrEqual(bound);
  });

  const ways = [apart, busy].map((one) => ({ ...one, bound: most(one.name, lifeBudget) }));
  test.each(ways)("a whole life, $name: at most $bound", ({ calls, lives, bound }) => {
    expect(budgetedLife(lifeUnits(calls), lives)).toBeLessThanOrEqual(bound);
  });

  test("of people who act one after the other, nobody pays for a write that is refused", () => {
    const refused = apart.calls.filter((call) => call.refused && call.items.some(({ kind }) => kind === "Event"));
    expect(refused).toEqual([]);
  });
});

test("nothing is read twice for one event: a whole life reads few units", () => {
  expect(lifeUnits(apart.calls).reads).toBeLessThanOrEqual(lifeReads);
});

test("the channels of a life get what somebody wants by them, and no more", () => {
  expect(messages).toEqual(lifeMessages);
});

test("a two-step approval that nobody has to be reminded of enters few states", async () => {
  expect((await statesEntered(desk, ticketId)).length).toBeLessThanOrEqual(transitionBudget);
});
