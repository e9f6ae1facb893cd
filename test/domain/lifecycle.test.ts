import { describe, expect, test } from "vitest";
import { shippedCategories } from "../../functions/domain/category.ts";
import { isReopening } from "../../functions/domain/event.ts";
import { actionOf, assign, autoClose, move, raise } from "../../functions/domain/lifecycle.ts";
import { type Status, statuses } from "../../functions/domain/ticket.ts";
import { act, admin, at, category, hod, person, raised, recorded, requester, technician, ticketIn } from "./people.ts";

/** The design's table of moves that people make by naming a status. Every cell that is not here is illegal. */
const legal: Record<Status, Status[]> = {
  open: ["cancelled"],
  pending_hod_approval: ["cancelled"],
  pending_it_head_approval: ["cancelled"],
  approved: ["cancelled"],
  assigned: ["in_progress", "cancelled"],
  in_progress: ["on_hold", "resolved"],
  on_hold: ["in_progress", "resolved"],
  resolved: ["closed", "in_progress"],
  closed: [],
  rejected: [],
  cancelled: [],
};
const cells = statuses.flatMap((from) => statuses.map((to) => ({ from, to, allowed: legal[from].includes(to) })));

describe("moves", () => {
  test.each(cells.filter(({ allowed }) => allowed))("a ticket that is $from can become $to", ({ from, to }) => {
    const { ticket, event } = move(ticketIn(from), to, "because", act(admin));
    expect(ticket.status).toBe(to);
    expect(event).toMatchObject({ type: "StatusChanged", from, to, by: act(admin).by, at });
  });

  test.each(cells.filter(({ allowed }) => !allowed))("a ticket that is $from cannot become $to", ({ from, to }) => {
    expect(() => move(ticketIn(from), to, "because", act(admin))).toThrow(
      expect.objectContaining({ code: "illegal_move" }),
    );
  });

  test.each(["closed", "rejected", "cancelled"] as const)(
    "nobody is told that they may not work on a ticket that is %s: it is final",
    (status) => {
      expect(actionOf(status, "in_progress")).toBe("reopen");
    },
  );

  test.each([
    ["assigned", "in_progress", "work"],
    ["in_progress", "on_hold", "work"],
    ["in_progress", "resolved", "work"],
    ["on_hold", "in_progress", "work"],
    ["resolved", "in_progress", "reopen"],
    ["resolved", "closed", "close"],
    ["open", "cancelled", "cancel"],
    ["assigned", "cancelled", "cancel"],
  ] as const)("whoever makes a ticket that is %s one that is %s must be allowed to %s it", (from, to, action) => {
    expect(actionOf(from, to)).toBe(action);
  });

  test("only work that goes on after it was done with is a reopening", () => {
    const made = cells
      .filter(({ allowed }) => allowed)
      .map(({ from, to }) => move(ticketIn(from), to, "x", act(admin)));
    const reopenings = made.map(({ event }) => event).filter(isReopening);
    expect(reopenings).toMatchObject([{ from: "resolved", to: "in_progress" }]);
  });

  test("the refusal of a move names the moves that are possible", () => {
    expect(() => move(ticketIn("in_progress"), "closed", null, act(admin))).toThrow(/on_hold, resolved/);
  });

  test("a ticket is not resolved without saying how", () => {
    expect(() => move(ticketIn("in_progress"), "resolved", null, act(technician))).toThrow(
      expect.objectContaining({ code: "invalid", faults: [{ pointer: "/comment", detail: expect.any(String) }] }),
    );
  });

  test("a resolved ticket carries its resolution, keeps it when it is closed and loses it when it is reopened", () => {
    const resolved = ticketIn("resolved");
    expect(resolved).toMatchObject({ resolution: "Fixed", resolvedAt: at });
    expect(ticketIn("closed")).toMatchObject({ resolution: "Fixed", resolvedAt: at });
    expect(recorded(move(resolved, "in_progress", null, act(requester)))).toMatchObject({
      resolution: null,
      resolvedAt: null,
    });
  });

  test("the clock closes a ticket that was resolved long enough ago, and no other", () => {
    const [before, after] = ["2026-03-02T08:59:59.999Z", "2026-03-02T09:00:00.001Z"];
    const now = { ...act(admin), at: "2026-03-09T09:00:00.000Z" };
    expect(autoClose(ticketIn("resolved"), after, now)?.ticket.status).toBe("closed");
    expect(autoClose(ticketIn("resolved"), before, now)).toBeNull();
    expect(autoClose(ticketIn("in_progress"), after, now)).toBeNull();
  });

  test("cancelling a pending ticket cancels what was left of its approval", () => {
    const cancelled = recorded(move(raised(["hod", "it_head"]), "cancelled", null, act(requester)));
    expect(cancelled.approvals.map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
  });
});

describe("raising", () => {
  test.each([
    { stages: [], status: "open" },
    { stages: ["hod"], status: "pending_hod_approval" },
    { stages: ["it_head"], status: "pending_it_head_approval" },
    { stages: ["hod", "it_head"], status: "pending_hod_approval" },
    { stages: ["it_head", "hod"], status: "pending_it_head_approval" },
  ] as const)("a category with the stages $stages begins as $status", ({ stages, status }) => {
    const ticket = raised([...stages]);
    expect(ticket).toMatchObject({ status, department: "finance", version: 1, round: 1 });
    expect(ticket.approvals.map(({ state }) => state)).toEqual(
      stages.map((_, index) => (index ? "waiting" : "pending")),
    );
  });

  test("a new desk has seven categories: faults begin at once, what costs money with the head of department and then the IT head", () => {
    const both = ["hod", "it_head"];
    expect(shippedCategories.map(({ id, approvals, active }) => [id, approvals, active])).toEqual([
      ...["hardware-issue", "software-issue", "network-issue", "other"].map((id) => [id, [], true]),
      ...["upgrade", "new-equipment", "license-request"].map((id) => [id, both, true]),
    ]);
  });

  test("a category that is no longer in use takes no new tickets", () => {
    const retired = { ...category(), active: false };
    expect(() =>
      raise({ id: "T-0000001", title: "t", description: "d", priority: "low" }, retired, requester, at),
    ).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  test("a ticket keeps the stages it was raised with when its category changes later", () => {
    const stages = category(["hod"]);
    const { ticket } = raise({ id: "T-0000001", title: "t", description: "d", priority: "low" }, stages, requester, at);
    stages.approvals.push("it_head");
    expect(ticket.approvals).toHaveLength(1);
  });
});

describe("assigning", () => {
  const other = person("technician", "it", "other");
  const assignable: Status[] = ["open", "approved", "assigned", "in_progress", "on_hold"];

  test.each(assignable)("a ticket that is %s can be given to a technician, who starts from assigned", (status) => {
    const { ticket, event } = assign(ticketIn(status), other, act(admin));
    expect(ticket).toMatchObject({ status: "assigned", assignee: { id: other.id, name: "other" } });
    expect(event).toMatchObject({ type: "TicketAssigned", previous: ticketIn(status).assignee });
  });

  test.each(statuses.filter((status) => !assignable.includes(status)))(
    "a ticket that is %s cannot be assigned",
    (status) => {
      expect(() => assign(ticketIn(status), other, act(admin))).toThrow(
        expect.objectContaining({ code: "illegal_move" }),
      );
    },
  );

  test("when a ticket was first given to anybody stays written down", () => {
    const again = assign(ticketIn("assigned"), other, { ...act(admin), at: "2026-03-05T09:00:00.000Z" }).ticket;
    expect(again).toMatchObject({ firstAssignedAt: at, assignment: { at: "2026-03-05T09:00:00.000Z" } });
  });

  test("the technician who has the ticket cannot be given it again", () => {
    expect(() => assign(ticketIn("assigned"), technician, act(admin))).toThrow(
      expect.objectContaining({ code: "illegal_move" }),
    );
  });

  test.each([
    { who: "somebody of another role", account: hod },
    { who: "a technician whose account is disabled", account: { ...other, disabled: true } },
    { who: "nobody", account: null },
  ])("a ticket is not assigned to $who", ({ account }) => {
    expect(() => assign(ticketIn("open"), account, act(admin))).toThrow(expect.objectContaining({ code: "invalid" }));
  });
});
