import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { askInstead } from "../../functions/domain/asking.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import { admin, category, requester } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

const engines = await startStill({}, { people: false });
afterAll(() => engines.stop());
const { eachDue } = await import("../../functions/approvals/eachDue.ts");
const { dynamo } = await import("../../functions/store/client.ts");
const { undecidedTickets } = await import("../../functions/store/lists/ticketWalk.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { commit } = await import("../../functions/store/tickets.ts");

const written = vi.spyOn(console, "error").mockImplementation(() => {});
const since = "2026-03-01T09:00:00.000Z";
const waiting = await Promise.all(
  Array.from({ length: 60 }, async () => {
    const words = { id: newTicketId(), title: "t", description: "d", priority: "low" as const };
    return (await commit(raise(words, category(["hod"]), requester, since))).ticket.id;
  }),
);
const later = "2026-03-02T09:00:00.000Z";

describe("what the clock does for every ticket that is due", () => {
  test("is done for all of them though it fails for some, and fails in the end", async () => {
    const done: string[] = [];
    const bad = new Set(waiting.filter((_, index) => index % 7 === 0));
    const act = async (id: string) => {
      if (bad.has(id)) throw new Error(`no answer about ${id}`);
      return done.push(id) > 0;
    };
    await expect(eachDue(["undecided"], later, act)).rejects.toThrow(`${bad.size} of 60 tickets failed`);
    expect(done.sort()).toEqual(waiting.filter((id) => !bad.has(id)).sort());
    // Lambda's own line about it holds no more than that sentence.
    const told = written.mock.calls.map(([{ ticketId, message }]) => [ticketId, message]);
    expect(told.sort()).toEqual([...bad].map((id) => [id, `no answer about ${id}`]).sort());
  });

  test("is counted, and done for no ticket that is not due yet", async () => {
    expect(await eachDue(["undecided"], later, async (id) => id === waiting[3])).toEqual({ looked: 60, done: 1 });
    expect(await eachDue(["undecided"], since, async () => true)).toEqual({ looked: 0, done: 0 });
  });
});

describe("however many pages they take", () => {
  beforeAll(() => {
    dynamo.middlewareStack.add((next) => (args) => next({ ...args, input: { ...args.input, Limit: 4 } as never }), {
      step: "initialize",
      name: "pages",
    });
  });
  afterAll(() => void dynamo.middlewareStack.remove("pages"));
  const all = async (walk: AsyncIterable<string[]>) => {
    const found: string[] = [];
    for await (const ids of walk) found.push(...ids);
    return found.sort();
  };

  test("all that is due is looked at", async () => {
    expect(await eachDue(["undecided"], later, async () => false)).toEqual({ looked: 60, done: 0 });
  });

  test("all that waits for a head is found when heads change, and what fell to the IT heads with it", async () => {
    const words = { id: newTicketId(), title: "t", description: "d", priority: "low" as const };
    const change = askInstead(raise(words, category(["hod"]), { ...admin, department: null }, later), "it_head");
    const fallen = (await commit(change)).ticket.id;
    expect(await all(undecidedTickets("finance"))).toEqual([...waiting, fallen].sort());
    expect(await all(undecidedTickets(null))).toEqual([...waiting, fallen].sort());
    expect(await all(undecidedTickets("engineering"))).toEqual([fallen]);
  });
});
