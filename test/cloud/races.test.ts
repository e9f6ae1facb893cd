import { describe, expect, test } from "vitest";
import { cast } from "./shared.ts";
import { assign, decide, historyOf, move, raise, refusal, ticketOf } from "./steps.ts";

const { admin, itHead, hodFinance, ana, bo, finance } = cast;
const outcomes = async (calls: Promise<unknown>[]) =>
  Promise.all(
    calls.map((call) =>
      call.then(
        () => "done",
        () => refusal(call),
      ),
    ),
  );
const count = (all: string[], what: string) => all.filter((one) => one === what).length;

describe("at one and the same moment", () => {
  test("200 decisions on one stage, approvals and rejections mixed: one wins, the rest get 409, history has one decision", async () => {
    const { id } = await raise(finance);
    const deciders = [hodFinance, admin];
    const calls = Array.from({ length: 200 }, (_, i) =>
      decide(deciders[i % 2] ?? admin, id, "hod", i % 3 === 0 ? "reject" : "approve", `Decision ${i}`),
    );
    const all = await outcomes(calls);
    expect(count(all, "done")).toBe(1);
    expect(all.filter((one) => one.startsWith("409 "))).toHaveLength(199);
    const decisions = (await historyOf(finance, id)).filter(
      ({ type }) => type === "ApprovalGiven" || type === "TicketRejected",
    );
    expect(decisions).toHaveLength(1);
  });

  test("64 comments and 16 moves of one ticket: every comment is kept, history has no gap, and the end is a legal one", async () => {
    const { id } = await raise(finance, "other");
    await assign(itHead, id, ana);
    const comments = Array.from({ length: 64 }, (_, i) =>
      (i % 2 ? finance : ana).client.addComment({ params: { ticketId: id }, body: { message: `Comment ${i}` } }),
    );
    const moves = Array.from({ length: 16 }, (_, i) => move(ana, id, i % 2 ? "in_progress" : "on_hold"));
    const all = await outcomes([...comments, ...moves]);
    expect(count(all.slice(0, 64), "done")).toBe(64);
    expect(all.slice(64).every((one) => one === "done" || one === "409 illegal_move")).toBe(true);
    const history = await historyOf(admin, id);
    expect(history.map(({ sequence }) => sequence)).toEqual(history.map((_, index) => index + 1));
    expect(new Set(history.map(({ message }) => message).filter(Boolean)).size).toBe(64);
    expect(["assigned", "in_progress", "on_hold"]).toContain((await ticketOf(admin, id)).status);
  });

  test("two edits of the same version: one is kept, the other is told", async () => {
    const { id, version } = await raise(finance, "other");
    const edit = (title: string) =>
      finance.client.editTicket({ params: { ticketId: id }, body: { title }, headers: { "if-match": `"${version}"` } });
    expect((await outcomes([edit("One"), edit("Two")])).sort()).toEqual(["412 stale_version", "done"]);
  });

  test("closing, reopening and reassigning a resolved ticket: what is no longer legal gets 409", async () => {
    const { id } = await raise(finance, "other");
    await assign(itHead, id, ana);
    await move(ana, id, "in_progress");
    await move(ana, id, "resolved", "Done");
    const all = await outcomes([
      ...Array.from({ length: 5 }, () => move(finance, id, "closed")),
      ...Array.from({ length: 5 }, () => move(ana, id, "in_progress", "Not yet")),
      assign(itHead, id, bo),
    ]);
    expect(all.filter((one) => one !== "done" && !one.startsWith("409 ") && !one.startsWith("404 "))).toEqual([]);
    const history = await historyOf(admin, id);
    expect(history.map(({ sequence }) => sequence)).toEqual(history.map((_, index) => index + 1));
  });

  test("30 tickets raised: each has an id of its own", async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => raise(finance, "other")));
    expect(new Set(all.map(({ id }) => id)).size).toBe(30);
    for (const { id } of all) expect(id).toMatch(/^T-[0-9A-HJKMNP-TV-Z]{7}$/);
  });
});
