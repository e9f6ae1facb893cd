import { describe, expect, test } from "vitest";
import { comment } from "../../functions/domain/conversation.ts";
import { edit } from "../../functions/domain/edit.ts";
import { act, admin, category, decideNow, described, hod, raised, recorded, requester, ticketIn } from "./people.ts";

describe("editing", () => {
  test("an edit says what was before and after, field by field", () => {
    const change = edit(described(raised()), { title: "Better", priority: "high" }, requester, act(requester));
    expect(change?.ticket).toMatchObject({ title: "Better", priority: "high", version: 2 });
    expect(change?.event).toMatchObject({
      type: "TicketEdited",
      changes: { title: { from: "A title", to: "Better" }, priority: { from: "medium", to: "high" } },
    });
  });

  test("an edit that changes nothing leaves no event", () => {
    expect(edit(described(raised()), { title: "A title" }, requester, act(requester))).toBeNull();
  });

  test.each(["open", "pending_hod_approval", "pending_it_head_approval", "approved"] as const)(
    "another category begins the approval anew on a ticket that is %s",
    (status) => {
      const change = edit(described(ticketIn(status)), { category: category(["it_head", "hod"]) }, admin, act(admin));
      expect(change?.ticket).toMatchObject({ status: "pending_it_head_approval", round: 2 });
      expect(change?.ticket.approvals.map(({ stage, state }) => [stage, state])).toEqual([
        ["it_head", "pending"],
        ["hod", "waiting"],
      ]);
      expect(change?.event).toMatchObject({ restarted: ["it_head", "hod"], round: 2 });
    },
  );

  test("a category without stages opens a pending ticket at once", () => {
    const change = edit(described(raised(["hod"])), { category: category() }, requester, act(requester));
    expect(change?.ticket).toMatchObject({ status: "open", approvals: [], round: 2 });
  });

  test.each(["assigned", "in_progress", "on_hold", "resolved"] as const)(
    "another category does not stop the work on a ticket that is %s",
    (status) => {
      const change = edit(described(ticketIn(status)), { category: category(["hod"]) }, admin, act(admin));
      expect(change?.ticket).toMatchObject({ status, round: 1 });
    },
  );

  test("who may not edit is told so even where nothing would change", () => {
    const ticket = described(raised());
    for (const wanted of [{}, { title: ticket.ticket.title }])
      expect(() => edit(ticket, wanted, hod, act(hod))).toThrow(expect.objectContaining({ code: "forbidden" }));
  });

  test("the requester cannot slip to another category once somebody has decided", () => {
    const decided = recorded(decideNow(raised(["hod", "it_head"]), "approve", hod));
    const slip = () => edit(described(decided), { category: category() }, requester, act(requester));
    expect(slip).toThrow(expect.objectContaining({ code: "forbidden" }));
  });
});

describe("commenting", () => {
  test("an internal note changes nothing that others could see", () => {
    const ticket = raised();
    expect(comment(ticket, "Secret", true, act(admin)).ticket).toEqual({ ...ticket, commenters: [admin.id] });
  });

  test.each(["closed", "rejected", "cancelled"] as const)("nothing is added to a ticket that is %s", (status) => {
    expect(() => comment(ticketIn(status), "Hello", false, act(requester))).toThrow(
      expect.objectContaining({ code: "illegal_move" }),
    );
  });
});
