import { afterAll, describe, expect, test } from "vitest";
import { raise } from "../../functions/domain/lifecycle.ts";
import { category, requester } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

const engines = await startStill({}, { people: false });
afterAll(() => engines.stop());
const { eachDue } = await import("../../functions/approvals/eachDue.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { commit } = await import("../../functions/store/tickets.ts");

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
  });

  test("is counted, and done for no ticket that is not due yet", async () => {
    expect(await eachDue(["undecided"], later, async (id) => id === waiting[3])).toEqual({ looked: 60, done: 1 });
    expect(await eachDue(["undecided"], since, async () => true)).toEqual({ looked: 0, done: 0 });
  });
});
