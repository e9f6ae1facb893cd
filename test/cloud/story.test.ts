import { describe, expect, test } from "vitest";
import { until } from "../../local/until.ts";
import { cast } from "./shared.ts";
import { assign, decide, historyOf, move, raise, reach, refusal, ticketOf } from "./steps.ts";

const { admin, itHead, hodFinance, hodEngineering, ana, bo, finance, engineering } = cast;

describe("a licence request", () => {
  test("travels from raised to closed, and its history says by whom", async () => {
    const { id, status, approvals } = await raise(finance);
    expect(status).toBe("pending_hod_approval");
    expect(approvals.map(({ stage, state }) => [stage, state])).toEqual([
      ["hod", "pending"],
      ["it_head", "waiting"],
    ]);
    await decide(hodFinance, id, "hod", "approve", "Needed");
    await reach(finance, id, "pending_it_head_approval");
    await decide(itHead, id, "it_head", "approve");
    await reach(finance, id, "approved");
    await assign(itHead, id, ana);
    await move(ana, id, "in_progress");
    await move(ana, id, "resolved", "Installed");
    const closed = (await move(finance, id, "closed")).body;
    expect(closed).toMatchObject({ status: "closed", resolution: "Installed", allowedActions: [] });
    expect(
      (await historyOf(finance, id))
        .map(({ type, by }) => `${type} ${by.name}`)
        .filter((line) => !line.startsWith("ApprovalRequested")),
    ).toEqual([
      expect.stringMatching(/^TicketRaised /),
      expect.stringMatching(/^ApprovalGiven /),
      expect.stringMatching(/^ApprovalGiven /),
      expect.stringMatching(/^TicketApproved Ticket desk/),
      expect.stringMatching(/^TicketAssigned /),
      ...Array.from({ length: 3 }, () => expect.stringMatching(/^StatusChanged /)),
    ]);
  });

  test("that is rejected keeps the reason, and nobody can work on it", async () => {
    const { id } = await raise(finance);
    const { body } = await decide(hodFinance, id, "hod", "reject", "Too dear");
    expect(body.approvals[0]).toMatchObject({ state: "rejected", comment: "Too dear" });
    await reach(finance, id, "rejected");
    expect(await refusal(assign(itHead, id, ana))).toBe("409 illegal_move");
  });

  test("cannot be assigned before it is approved", async () => {
    const { id } = await raise(finance);
    expect(await refusal(assign(admin, id, ana))).toBe("409 illegal_move");
  });

  test("is decided by nobody but the approver of its stage", async () => {
    const { id } = await raise(finance);
    for (const person of [finance, itHead])
      expect(await refusal(decide(person, id, "hod", "approve"))).toMatch(/^403 /);
    for (const person of [hodEngineering, ana])
      expect(await refusal(decide(person, id, "hod", "approve"))).toBe("404 not_found");
    expect(await refusal(decide(itHead, id, "it_head", "approve"))).toBe("409 illegal_move");
    expect(await refusal(decide(hodFinance, id, "hod", "reject"))).toBe("422 invalid");
  });

  test("of the head of department goes to an admin, not to its requester", async () => {
    const { id } = await raise(hodFinance);
    expect(await refusal(decide(hodFinance, id, "hod", "approve"))).toBe("403 own_ticket");
    await decide(admin, id, "hod", "approve");
    await reach(hodFinance, id, "pending_it_head_approval");
  });

  test("of the only admin falls to the IT head at both stages", async () => {
    const { id } = await raise(admin);
    expect(await refusal(decide(admin, id, "hod", "approve"))).toBe("403 own_ticket");
    await decide(itHead, id, "hod", "approve");
    await reach(admin, id, "pending_it_head_approval");
    await decide(itHead, id, "it_head", "approve");
    await reach(admin, id, "approved");
  });

  test("that is cancelled leaves nothing to decide", async () => {
    const { id } = await raise(finance);
    expect((await move(finance, id, "cancelled")).body).toMatchObject({ status: "cancelled" });
    expect(await refusal(decide(hodFinance, id, "hod", "approve"))).toMatch(/^409 /);
    const inbox = await hodFinance.client.listApprovals({ query: { limit: 100 } });
    expect(inbox.body.items.map((row) => row.id)).not.toContain(id);
  });

  test("begins its approval anew with another category", async () => {
    const { id, version } = await raise(finance, "license-request");
    await until(
      () => historyOf(finance, id),
      (events) => events.length >= 2,
      "the first stage being opened",
    );
    const edited = await finance.client.editTicket({
      params: { ticketId: id },
      body: { category: "upgrade" },
      headers: { "if-match": `"${(await ticketOf(finance, id)).version}"` },
    });
    expect(edited.body.version).toBeGreaterThan(version);
    await decide(hodFinance, id, "hod", "approve");
    await reach(finance, id, "pending_it_head_approval");
  });
});

describe("the inbox of approvals", () => {
  test("holds what waits for the caller's decision, and nothing of their own", async () => {
    const mine = (await raise(hodFinance)).id;
    const { id } = await raise(finance);
    const inboxOf = async (person: typeof admin) =>
      (await person.client.listApprovals({ query: { limit: 100 } })).body.items.map((row) => row.id);
    expect(await inboxOf(hodFinance)).toContain(id);
    expect(await inboxOf(hodFinance)).not.toContain(mine);
    expect(await inboxOf(admin)).toEqual(expect.arrayContaining([id, mine]));
    for (const person of [hodEngineering, itHead, ana, finance]) expect(await inboxOf(person)).not.toContain(id);
    await decide(hodFinance, id, "hod", "approve");
    await reach(finance, id, "pending_it_head_approval");
    expect(await inboxOf(itHead)).toContain(id);
    expect(await inboxOf(hodFinance)).not.toContain(id);
  });
});

describe("a plain ticket", () => {
  test("is open at once; it can be held, reassigned, resolved and reopened", async () => {
    const { id, status } = await raise(engineering, "hardware-issue");
    expect(status).toBe("open");
    await assign(admin, id, ana);
    await move(ana, id, "in_progress");
    await move(ana, id, "on_hold", "Waiting for a part");
    const moved = await assign(itHead, id, bo);
    expect(moved.body).toMatchObject({ status: "assigned", assignee: { name: expect.any(String) } });
    expect(await refusal(move(ana, id, "in_progress"))).toBe("404 not_found");
    await move(bo, id, "in_progress");
    await move(bo, id, "resolved", "New part");
    const reopened = await move(engineering, id, "in_progress", "Still hums");
    expect(reopened.body).toMatchObject({ status: "in_progress", resolution: null });
  });

  test("has a whole history, which an admin can verify", async () => {
    const { id } = await raise(engineering, "other");
    await engineering.client.addComment({ params: { ticketId: id }, body: { message: "Anybody there?" } });
    await admin.client.addComment({ params: { ticketId: id }, body: { message: "Odd fellow", internal: true } });
    await assign(admin, id, ana);
    const events = await historyOf(admin, id);
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    const chain = events.map((event, index) => [event.previousHash, events[index - 1]?.hash ?? "0".repeat(64)]);
    for (const [previous, before] of chain) expect(previous).toBe(before);
  });
});
