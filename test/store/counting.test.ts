import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { sizeOf } from "../../bench/hotKeys/hotKeysUnits.ts";
import { comment } from "../../functions/domain/conversation.ts";
import { countsFrom, totalOf } from "../../functions/domain/dashboard.ts";
import { edit } from "../../functions/domain/edit.ts";
import { assign, move, raise } from "../../functions/domain/lifecycle.ts";
import { type Audience, daysBefore, onDay, trendDays } from "../../functions/domain/tally.ts";
import { priorities, statuses, type Ticket } from "../../functions/domain/ticket.ts";
import { act, admin, category, person } from "../domain/people.ts";
import { startStill } from "./engines.ts";

const engines = await startStill({}, { people: false });
afterAll(() => engines.stop());

const { untilPowerFails } = await import("./power.ts");
const { oldReadsOf } = await import("./oldReads.ts");
const { commit } = await import("../../functions/store/tickets.ts");
const { listTickets } = await import("../../functions/store/lists/ticketLists.ts");
const { countTickets } = await import("../../functions/store/tallies/counting.ts");
const { recount } = await import("../../functions/store/tallies/recount.ts");
const { checkTallies } = await import("../../functions/store/tallies/tallyCheck.ts");
const { handler: dailyCheck } = await import("../../functions/events/checkTallies.ts");
const { findGenerations, shownGeneration } = await import("../../functions/store/tallies/generations.ts");
const { dynamo, tableName } = await import("../../functions/store/client.ts");
const { tallyItem, tallyOf } = await import("../../functions/store/tallies/tallyItem.ts");
const { keys, partitions } = await import("../../functions/store/table.ts");
const { DeleteCommand, QueryCommand, PutCommand } = await import("@aws-sdk/lib-dynamodb");
const { readItems } = await import("../../functions/store/items.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { putAccount } = await import("../../functions/store/accounts.ts");

const technician = person("technician", "it", "counted");
beforeAll(() => putAccount(technician));
const now = () => new Date().toISOString();

/** The sums of a new requester's tickets. */
function newcomer() {
  const account = person("user", "finance", `requester-${randomInt(1e9)}`);
  const audience: Audience = `requester#${account.id}`;
  return { account, counts: async () => countsFrom((await readShown(audience)) ?? {}) };
}

async function readShown(audience: Audience) {
  const { shown } = await findGenerations();
  const sheets = await Promise.all(
    partitions.tallies(audience).map((partition) =>
      dynamo.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: "PK = :partition",
          ExpressionAttributeValues: { ":partition": partition },
          ConsistentRead: true,
        }),
      ),
    ),
  );
  return totalOf(sheets.flatMap(({ Items = [] }) => Items.map((item) => tallyOf(item).sums[shown] ?? {})));
}

async function raiseAs(account: ReturnType<typeof person>): Promise<Ticket> {
  const words = { id: newTicketId(), title: "A title", description: "Words", priority: "high" as const };
  return (await commit(raise(words, category(), account, now()))).ticket;
}
const give = async (ticket: Ticket) =>
  (await commit(assign(ticket, technician, { ...act(technician), at: now() }))).ticket;
const cancel = async (ticket: Ticket) =>
  (await commit(move(ticket, "cancelled", null, { ...act(technician), at: now() }))).ticket;

/** Runs something, and something else before the call goes out by which that is about to be told. */
async function justBefore(is: (input: object) => boolean, then: () => Promise<void>, run: () => Promise<unknown>) {
  let met = false;
  dynamo.middlewareStack.add(
    (next) => async (args) => {
      if (!met && is(args.input)) {
        met = true;
        await then();
      }
      return next(args);
    },
    { step: "initialize", name: "before" },
  );
  await run().finally(() => dynamo.middlewareStack.remove("before"));
  expect(met).toBe(true);
}

describe("a ticket is counted once", () => {
  test("however often its events come, in any order, at the same moment", async () => {
    const { account, counts } = newcomer();
    const tickets = await Promise.all(Array.from({ length: 5 }, () => raiseAs(account)));
    const ids = tickets.map(({ id }) => id);
    await Promise.all([countTickets(ids), countTickets(ids), countTickets([...ids, ...ids])]);
    await Promise.all(tickets.slice(0, 2).map(give));
    await Promise.all([countTickets(ids), countTickets(ids.slice(0, 1)), countTickets(ids.slice(1))]);
    await countTickets(ids);
    expect(await counts()).toMatchObject({ total: 5, byStatus: { open: 3, assigned: 2 }, byPriority: { high: 5 } });
  });

  test.each([
    ["before the sums are written", "before"],
    ["when the sums are written", "after"],
  ] as const)("though the power fails %s, and it is counted again", async (_, when) => {
    const { account, counts } = newcomer();
    const { id } = await raiseAs(account);
    expect(await untilPowerFails({ at: "TransactWrite", when }, () => countTickets([id]))).toBe(true);
    await countTickets([id]);
    expect((await counts()).total).toBe(1);
  });

  test("though another counts it after its marker was read and before the sums are", async () => {
    const { account, counts } = newcomer();
    const ticket = await raiseAs(account);
    const count = () => countTickets([ticket.id]);
    const twice = () => justBefore((input) => JSON.stringify(input).includes("TALLY#"), count, count);
    await twice();
    expect(await counts()).toMatchObject({ total: 1, byStatus: { open: 1 } });
    await give(ticket);
    await twice();
    expect(await counts()).toMatchObject({ total: 1, byStatus: { open: 0, assigned: 1 } });
  });

  test("as it is now, though it was read before another counted it and its marker after that", async () => {
    const { account, counts } = newcomer();
    const ticket = await raiseAs(account);
    const [old] = (await readItems([keys.ticket(ticket.id)], { consistent: true })).values();
    await give(ticket);
    await countTickets([ticket.id]);
    // A batch is not read at one moment.
    const early = (item: Record<string, unknown>) => (item.item === "Ticket" ? old : item);
    dynamo.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { Responses = {} } = result.output as { Responses?: Record<string, Record<string, unknown>[]> };
        Object.assign(Responses, { [tableName]: Responses[tableName]?.map(early) });
        return result;
      },
      { step: "initialize", name: "early" },
    );
    await countTickets([ticket.id]).finally(() => dynamo.middlewareStack.remove("early"));
    expect(await counts()).toMatchObject({ total: 1, byStatus: { open: 0, assigned: 1 } });
  });

  test("as it is now, though it has changed twice within a millisecond, and as the table has it at that moment", async () => {
    const { account, counts } = newcomer();
    const ticket = await raiseAs(account);
    await countTickets([ticket.id]);
    await commit(assign(ticket, technician, { ...act(technician), at: ticket.updatedAt }));
    expect(await oldReadsOf(() => countTickets([ticket.id]))).toEqual([]);
    expect(await counts()).toMatchObject({ total: 1, byStatus: { open: 0, assigned: 1 } });
  });

  test("whatever it went through between", async () => {
    const { account, counts } = newcomer();
    const { id } = await cancel(await give(await raiseAs(account)));
    await countTickets([id]);
    expect(await counts()).toMatchObject({ total: 1, byStatus: { cancelled: 1, open: 0, assigned: 0 } });
  });

  test("and taken from the technician whom it is taken from", async () => {
    const { account } = newcomer();
    const both = ["first", "second"].map((name) => person("technician", "it", `${name}-${randomInt(1e9)}`));
    const key = (id: string) => keys.tally(`technician#${id}`, "", "");
    const assigned = async () => {
      const items = await readItems(
        both.map(({ id }) => key(id)),
        { consistent: true },
      );
      const stored = both.map(({ id }) => items.get(`${key(id).PK} ${key(id).SK}`));
      return stored.map((item) => (item ? (tallyOf(item).sums["1"]?.["status.assigned"] ?? 0) : 0));
    };
    let ticket = await raiseAs(account);
    for (const [index, technician] of both.entries()) {
      ticket = (await commit(assign(ticket, technician, { ...act(technician), at: now() }))).ticket;
      await countTickets([ticket.id]);
      expect(await assigned()).toEqual(both.map((_, nth) => (nth === index ? 1 : 0)));
    }
  });
});

/** How many items each transaction writes that somebody makes meanwhile. */
async function transactionsOf(run: () => Promise<void>): Promise<number[]> {
  const sizes: number[] = [];
  dynamo.middlewareStack.add(
    (next) => (args) => {
      const { TransactItems } = args.input as { TransactItems?: unknown[] };
      if (TransactItems) sizes.push(TransactItems.length);
      return next(args);
    },
    { step: "initialize", name: "sizes" },
  );
  await run().finally(() => dynamo.middlewareStack.remove("sizes"));
  return sizes;
}

describe("many tickets at once", () => {
  const crowd = async (requesters: number) => {
    const all = Array.from({ length: requesters }, newcomer);
    const tickets = await Promise.all(all.map(({ account }) => raiseAs(account)));
    return { all, tickets, ids: tickets.map(({ id }) => id) };
  };
  test("go in as few transactions as hold them", async () => {
    const { all, ids } = await crowd(120);
    const sizes = await transactionsOf(() => countTickets(ids));
    // Each has its marker and its requester's sums; a shard and its department have theirs.
    expect(sizes.length).toBe(3);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    for (const { counts } of all) expect((await counts()).total).toBe(1);
  });

  test("never go in more than one transaction may hold", async () => {
    const { tickets, ids } = await crowd(45);
    await give(tickets[0] ?? expect.fail()); // three sheets more, so that all would be one item too many
    expect(Math.max(...(await transactionsOf(() => countTickets(ids))))).toBeLessThanOrEqual(100);
  });

  test("are all counted, and once, though the power fails between two transactions", async () => {
    const { all, ids } = await crowd(60);
    expect(await untilPowerFails({ at: "TransactWrite", when: "after" }, () => countTickets(ids))).toBe(true);
    await countTickets(ids);
    for (const { counts } of all) expect((await counts()).total).toBe(1);
    expect(await transactionsOf(() => countTickets(ids))).toEqual([]);
  });
});

test("a new title comes to the top of the last changed and writes no sums, and what changes no figure writes nothing", async () => {
  const { account } = newcomer();
  const ticket = await raiseAs(account);
  await countTickets([ticket.id]);
  const change = edit({ ticket, description: "Words" }, { title: "Renamed" }, account, { ...act(account), at: now() });
  let latest = (await commit(change ?? expect.fail())).ticket;
  expect(await transactionsOf(() => countTickets([ticket.id]))).toEqual([1]); // the marker, and no sums
  const { items } = await listTickets(admin, { sort: "changed", limit: 1 }, null);
  expect(items).toMatchObject([{ id: ticket.id, title: "Renamed" }]);
  // Once could be luck: the table gives maps in any order.
  for (let count = 0; count < 12; count++) {
    latest = (await commit(comment(latest, "Any news?", false, { ...act(account), at: now() }))).ticket;
    expect(await transactionsOf(() => countTickets([ticket.id]))).toEqual([]);
  }
});

describe("a recount", () => {
  test("puts wrong sums right, and is right though tickets change meanwhile", async () => {
    const { account, counts } = newcomer();
    const tickets = await Promise.all(Array.from({ length: 20 }, () => raiseAs(account)));
    await countTickets(tickets.map(({ id }) => id));
    await spoil(`requester#${account.id}`);
    expect((await counts()).total).toBe(1020);
    const meanwhile = (async () => {
      for (const ticket of tickets.slice(0, 10)) {
        const { id } = await cancel(ticket);
        await countTickets([id]);
      }
    })();
    await recount({ begin: 0, end: 0 });
    await meanwhile;
    expect(await counts()).toMatchObject({ total: 20, byStatus: { open: 10, cancelled: 10 } });
    expect((await checkTallies(Date.now() + 3_600_000)).differences).toEqual([]);
  });

  test("that was cut off shows the old sums, which still follow, and goes on when it is begun again", async () => {
    const { account, counts } = newcomer();
    const tickets = await Promise.all(Array.from({ length: 4 }, () => raiseAs(account)));
    await countTickets(tickets.map(({ id }) => id));
    const { shown } = await findGenerations();
    const cut = { at: "TransactWrite", when: "before", nth: 3 } as const;
    expect(await untilPowerFails(cut, () => recount({ begin: 0, end: 0 }))).toBe(true);
    expect(await findGenerations()).toEqual({ shown, beside: shown + 1 });
    expect((await counts()).total).toBe(4);
    await countTickets([(await raiseAs(account)).id]);
    expect((await counts()).total).toBe(5);
    await recount({ begin: 0, end: 0 });
    expect(await findGenerations()).toEqual({ shown: shown + 1, beside: null });
    expect((await counts()).total).toBe(5);
  });
});

/** Whether this is the last write of a recount. */
const isLast = (input: { Item?: Record<string, unknown> }) =>
  input.Item?.item === "Generations" && input.Item.beside === null;

test("a recount keeps the sums that were shown before right, and drops them when nobody shows them any more", async () => {
  const { account } = newcomer();
  const countAnother = async () => countTickets([(await raiseAs(account)).id]);
  const kept = async () => {
    const key = keys.tally(`requester#${account.id}`, "", "totals");
    const [item = {}] = [...(await readItems([key], { consistent: true })).values()];
    return Object.fromEntries(Object.entries(tallyOf(item).sums).map(([generation, { total }]) => [generation, total]));
  };
  await countAnother();
  const { shown } = await findGenerations();
  const whileBothAreShown = async () => {
    await countAnother();
    expect(await kept()).toEqual({ [shown]: 2, [shown + 1]: 2 });
  };
  await justBefore(isLast, whileBothAreShown, () => recount({ begin: 0, end: 0 }));
  await countAnother();
  expect(await kept()).toEqual({ [shown + 1]: 3 });
});

test("a recount that ends leaves the next one alone, which has begun meanwhile", async () => {
  const { account, counts } = newcomer();
  await countTickets([(await raiseAs(account)).id]);
  const { shown } = await findGenerations();
  const again = async () => void (await recount({ begin: 0, end: 0 }));
  await justBefore(isLast, again, again);
  expect(await findGenerations()).toEqual({ shown: shown + 2, beside: null });
  expect((await counts()).total).toBe(1);
});

test("which sums are shown is looked up once a minute, and at once again where it could not be read", async () => {
  const inAMinute = Date.now() + 61_000;
  vi.useFakeTimers({ toFake: ["Date"] });
  dynamo.middlewareStack.add(() => () => Promise.reject(new Error("no answer")), {
    step: "initialize",
    name: "silence",
    priority: "high",
  });
  await expect(shownGeneration()).rejects.toThrow("no answer");
  dynamo.middlewareStack.remove("silence");
  const { shown } = await findGenerations();
  expect(await shownGeneration()).toBe(shown);
  await recount({ begin: 0, end: 0 });
  expect(await shownGeneration()).toBe(shown);
  vi.setSystemTime(inAMinute);
  expect(await shownGeneration()).toBe(shown + 1);
  vi.useRealTimers();
});

test("the daily check finds a sum that is wrong, and names it", async () => {
  const { account } = newcomer();
  const { id, createdAt } = await raiseAs(account);
  const everything = Date.now() + 3_600_000;
  expect((await checkTallies(everything)).differences.map(({ name }) => name)).toContain("total");
  // It may be on its way to the counters, though nothing else has happened in the five minutes before.
  expect((await checkTallies(Date.parse(createdAt) + 300_000)).differences).toEqual([]);
  await countTickets([id]);
  expect((await checkTallies(everything)).differences).toEqual([]);
  await spoil(`requester#${account.id}`);
  const sheet = `TALLY#requester#${account.id}# totals`;
  expect((await checkTallies(everything)).differences).toEqual([
    { sheet, name: "total", counted: 1001, recounted: 1 },
    { sheet, name: "status.on_hold", counted: 1, recounted: 0 },
  ]);
  const written = vi.spyOn(console, "error").mockImplementation(() => {});
  await expect(dailyCheck()).rejects.toThrow(/1 sums differ .* npm run recount/);
  expect(written.mock.calls).toMatchObject([[{ name: "total", counted: 1001 }]]);
  written.mockRestore();
});

test("the daily check finds a sum that is left where no ticket stands any more", async () => {
  const { account } = newcomer();
  const [before, after] = ["before", "after"].map((name) => person("technician", "it", `${name}-${randomInt(1e9)}`));
  let ticket = await raiseAs(account);
  for (const one of [before, after]) {
    ticket = (await commit(assign(ticket, one ?? null, { ...act(technician), at: now() }))).ticket;
    await countTickets([ticket.id]);
  }
  await spoil(`technician#${before?.id}`);
  const { differences } = await checkTallies(Date.now() + 3_600_000);
  const left = differences.filter(({ sheet }) => sheet.endsWith(String(before?.id)));
  expect(left).toContainEqual(expect.objectContaining({ name: "total", counted: 1000, recounted: 0 }));
  await recount({ begin: 0, end: 0 });
  expect((await checkTallies(Date.now() + 3_600_000)).differences).toEqual([]);
});

test("the daily check takes no notice of a ticket that is raised and counted while it looks", async () => {
  await countTickets([(await raiseAs(newcomer().account)).id]);
  const another = async () => countTickets([(await raiseAs(newcomer().account)).id]);
  const check = async () => expect((await checkTallies(Date.now() + 300_000)).differences).toEqual([]);
  await justBefore((input) => JSON.stringify(input).includes("TALLY#all"), another, check);
});

test("the daily check does not miss times of months that are shown no more, which expire", async () => {
  const { account } = newcomer();
  const at = new Date(Date.now() - 252 * 86_400_000).toISOString();
  const words = { id: newTicketId(), title: "A title", description: "Words", priority: "high" as const };
  const { ticket } = await commit(raise(words, category(), account, at));
  await commit(assign(ticket, technician, { ...act(technician), at }));
  await countTickets([ticket.id]);
  const expired = ["all", "department#finance"] as const;
  for (const audience of expired) {
    const Key = keys.tally(audience, ticket.id, `times.${at.slice(0, 7)}.${ticket.category}`);
    const { Attributes } = await dynamo.send(new DeleteCommand({ TableName: tableName, Key, ReturnValues: "ALL_OLD" }));
    expect(Attributes).toBeDefined();
  }
  expect(
    (await checkTallies(Date.now() + 3_600_000)).differences.filter(({ sheet }) => sheet.includes("times.")),
  ).toEqual([]);
});

test("the daily check takes no notice of days that are shown no more, which stay in a sum until its next change", async () => {
  await countTickets([(await raiseAs(newcomer().account)).id]);
  expect((await checkTallies(Date.now() + 3_600_000)).differences).toEqual([]);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + (trendDays + 1) * 86_400_000 });
  expect((await checkTallies().finally(vi.useRealTimers)).differences).toEqual([]);
});

/** Makes a sum wrong by a thousand, and counts one where there is nothing. */
async function spoil(audience: Audience): Promise<void> {
  const { shown } = await findGenerations();
  const key = keys.tally(audience, "", "totals");
  const item = (await readItems([key], { consistent: true })).get(`${key.PK} ${key.SK}`) as {
    sums: Record<string, Record<string, number>>;
  };
  const sums = item.sums[shown] ?? {};
  sums.total = (sums.total ?? 0) + 1000;
  sums["status.on_hold"] = 1;
  await dynamo.send(new PutCommand({ TableName: tableName, Item: item }));
}

test("a sheet with a month of days and every count is below a kilobyte, and the same when it is read again", () => {
  const days = Array.from({ length: trendDays }, (_, ago) => daysBefore("2026-03-02", ago));
  const daily = days.flatMap((day, index) => [
    [onDay("raised", day), 9000 + index],
    [onDay("live", day), index % 3],
    [onDay("resolved", day), 8000 - index],
  ]);
  const counts = [
    ...[...statuses.map((status) => `status.${status}`), ...priorities.map((priority) => `priority.${priority}`)],
    ...["total", "live", "awaited.hod", "awaited.it_head"],
  ].map((name) => [name, 345_678]);
  const sums = Object.fromEntries([...counts, ...daily].filter(([, sum]) => sum !== 0));
  const tally = {
    ...keys.tally("department#engineering", newTicketId(), "totals"),
    revision: 123_456,
    sums: { 1: sums },
  };
  expect(tallyOf(tallyItem(tally))).toEqual(tally);
  expect(sizeOf(tallyItem(tally))).toBeLessThanOrEqual(1024);
});

test("times of a month are kept for as long as they are shown, and not for ever; totals are kept", () => {
  const endOf = (sheet: string) => {
    const key = keys.tally("all", newTicketId(), sheet);
    const item = tallyItem({ ...key, revision: 1, sums: {} }) as { expiresAt?: number };
    return item.expiresAt === undefined ? null : new Date(item.expiresAt * 1000).toISOString().slice(0, 7);
  };
  expect([endOf("times.2026-03.other"), endOf("totals")]).toEqual(["2026-09", null]);
});
