import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { raise } from "../../functions/domain/lifecycle.ts";
import type { Priority, Ticket } from "../../functions/domain/ticket.ts";
import type { TicketQuery } from "../../functions/store/lists/ticketLists.ts";
import { admin, category, person } from "../domain/people.ts";
import { startStill } from "./engines.ts";

const engines = await startStill();
afterAll(() => engines.stop());
const { dynamo } = await import("../../functions/store/client.ts");
const { shardOf } = await import("../../functions/store/table.ts");
const { ticketItem } = await import("../../functions/store/tableItems.ts");
const { listTickets } = await import("../../functions/store/lists/ticketLists.ts");
const { shareOf } = await import("../../functions/store/lists/listShares.ts");

/** The newest 120 stand in one shard, the others in all: of these, one in ten is urgent, and the oldest alone is critical. */
const tickets = Array.from({ length: 1800 }, (_, age): Ticket => {
  const shard = age < 120 ? 0 : age % 4;
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const number = [3, 2, 1].map((place) => letters[Math.floor(age / 32 ** (place - 1)) % 32]).join("");
  const id = `T-${number}00${letters[shard]}0`;
  const priority: Priority = age === 1799 ? "critical" : age >= 120 && age % 10 === 0 ? "high" : "low";
  const at = new Date(Date.now() - age * 60_000).toISOString();
  const wanted = { id, title: "A title", description: "Some text", priority };
  return raise(wanted, category(), person("user"), at).ticket;
});

let scanned: number[] = [];
beforeAll(async () => {
  const puts = tickets.map((ticket) => ({ PutRequest: { Item: ticketItem(ticket) } }));
  for (let from = 0; from < puts.length; from += 25)
    await dynamo.send(new BatchWriteCommand({ RequestItems: { [engines.tableName]: puts.slice(from, from + 25) } }));
  dynamo.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      scanned.push((result.output as { ScannedCount?: number }).ScannedCount ?? 0);
      return result;
    },
    { step: "initialize", name: "count" },
  );
});
beforeEach(() => {
  scanned = [];
});
const total = () => scanned.reduce((sum, one) => sum + one, 0);

type Query = Partial<TicketQuery>;
const page = (query: Query, after: string | null, by = admin) =>
  listTickets(by, { sort: "newest", limit: 25, ...query }, after);

async function walk(query: Query, by = admin): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = [];
  let pages = 0;
  for (let after: string | null = null, more = true; more; more = after !== null) {
    const { items, next } = await page(query, after, by);
    expect(items.length).toBeLessThanOrEqual(query.limit ?? 25);
    ids.push(...items.map(({ id }) => id));
    after = next;
    pages++;
  }
  return { ids, pages };
}

const idsOf = (some: readonly Ticket[]) => some.map(({ id }) => id);

describe("a page of a list", () => {
  test("asks each shard once where they share it evenly", async () => {
    const before = `${tickets[130]?.createdAt}#`;
    expect((await page({}, before)).items).toHaveLength(25);
    expect(scanned).toEqual([17, 17, 17, 17]);
  });

  test("is full where one shard holds all of it, and reads on in that one only", async () => {
    const { items } = await page({}, null);
    expect(idsOf(items as Ticket[])).toEqual(idsOf(tickets.slice(0, 25)));
    expect(new Set(items.map(({ id }) => shardOf(id)))).toEqual(new Set(["0"]));
    expect(scanned).toHaveLength(5);
    expect(total()).toBeLessThanOrEqual(4 * 17 + 25);
  });

  test.each([13, 25, 100])(
    "of %i after the other shows every ticket once and in order, and none is empty",
    async (limit) => {
      expect(await walk({ limit })).toEqual({ ids: idsOf(tickets), pages: Math.ceil(tickets.length / limit) });
      const oldest = await walk({ limit, sort: "oldest" });
      expect(oldest.ids).toEqual(idsOf(tickets).reverse());
    },
  );

  test("of a head of department asks for what they raised elsewhere too, unless they have never been; others see their own", async () => {
    const moved = { ...person("user"), role: "hod", department: "it" } as const;
    expect((await page({}, null, moved)).items).toHaveLength(25);
    expect((await page({}, null, { ...person("user"), neverMoved: true })).items).toHaveLength(25); // all of their own
    const never = { ...person("hod"), neverMoved: true } as const;
    scanned = [];
    const { items } = await page({}, null, never);
    expect(items.map(({ id }) => id)).toEqual(tickets.slice(0, 25).map(({ id }) => id));
    scanned = [];
    await page({}, `${tickets[200]?.createdAt}#`, never);
    expect(scanned).toHaveLength(4);
  });

  test("of one person's tickets after the other shows each once, put in order by the thousand", async () => {
    const urgencies: Priority[] = ["critical", "high", "low"];
    const urgent = (one: Ticket, other: Ticket) =>
      urgencies.indexOf(one.priority) - urgencies.indexOf(other.priority) || (one.createdAt < other.createdAt ? -1 : 1);
    const wanted = [tickets.slice(0, 1000), tickets.slice(1000)].flatMap((block) => block.toSorted(urgent));
    expect(await walk({ sort: "urgent", limit: 250 }, person("user"))).toEqual({ ids: idsOf(wanted), pages: 8 });
    expect((await walk({ sort: "changed", limit: 450 }, person("user"))).ids).toEqual(idsOf(tickets));
  });

  test("that a filter thins out reads on once, as far as the rows so far promise", async () => {
    const after = `${tickets[125]?.createdAt}#`;
    const { items } = await page({ priority: "high" }, after);
    expect(items.length).toBeGreaterThan(15);
    expect(scanned.length).toBeLessThanOrEqual(8);
    expect(total()).toBeLessThanOrEqual(700);
  });

  test("of a single row looks further than the few rows that it needs, where a filter leaves those out", async () => {
    const { items } = await page({ priority: "high", limit: 1 }, `${tickets[90]?.createdAt}#`, person("user"));
    expect(idsOf(items as Ticket[])).toEqual(idsOf(tickets.slice(120, 121)));
    expect(total()).toBeLessThanOrEqual(80);
  });

  test("that nothing fits looks at about a thousand rows, and its cursor goes on to the one that does", async () => {
    const { items, next } = await page({ priority: "critical" }, null);
    expect([items, next === null, scanned.length]).toEqual([[], false, 8]);
    expect(total()).toBeLessThanOrEqual(1010);
    const { ids, pages } = await walk({ priority: "critical" });
    expect(ids).toEqual(idsOf(tickets.slice(-1)));
    expect(pages).toBeLessThanOrEqual(3);
  });
});

test.each([
  [26, 1, 26],
  [26, 4, 17],
  [101, 4, 39],
  [6, 4, 6],
  [26, 1024, 8],
])("of %i rows among %i shards, each is asked for %i", (rows, among, share) => {
  expect(shareOf(rows, among)).toBe(share);
});
