import { describe, expect, test } from "vitest";
import { comment } from "../../functions/domain/conversation.ts";
import { edit } from "../../functions/domain/edit.ts";
import { changesWords } from "../../functions/domain/event.ts";
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
    const same = { title: "A title", description: "Some text", category: category(), priority: "medium" } as const;
    expect(edit(described(raised()), same, requester, act(requester))).toBeNull();
  });

  test("one stage is enough for the approval of an open ticket to begin", () => {
    const change = edit(described(raised()), { category: category(["hod"]) }, requester, act(requester));
    expect(change?.ticket).toMatchObject({ status: "pending_hod_approval", round: 2 });
  });

  test("other words begin no approval anew, not even beside the same category; the requester may change them after a decision", () => {
    const stages = ["hod", "it_head"] as const;
    const decided = recorded(decideNow(raised([...stages]), "approve", hod));
    const wanted = { title: "Better", category: category([...stages]) };
    const change = edit(described(decided), wanted, requester, act(requester));
    expect(change?.event).toMatchObject({ changes: { title: { to: "Better" } }, restarted: null });
    expect(change?.ticket).toMatchObject({ title: "Better", round: 1, approvals: decided.approvals });
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

  test("where no approval was needed and none is, another category begins none", () => {
    const wanted = { category: { ...category(), id: "other" } };
    const change = edit(described(raised()), wanted, requester, act(requester));
    expect(change?.ticket).toMatchObject({ category: "other", status: "open", round: 1 });
    expect(change?.event).toMatchObject({ restarted: null });
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

  test("nobody moves a ticket to a category that is no longer in use; one that is there already stays", () => {
    const retired = { ...category(["hod"]), active: false };
    const wanted = () => edit(described(raised()), { category: retired }, admin, act(admin));
    expect(wanted).toThrow(expect.objectContaining({ code: "invalid" }));
    expect(edit(described(raised(["hod"])), { category: retired }, admin, act(admin))).toBeNull();
  });

  test("only new words lead to a ticket by other words", () => {
    const changes = [{ title: "u" }, { description: "e" }, { priority: "high" as const }].map(
      (wanted) => edit(described(raised()), wanted, admin, act(admin)) ?? expect.fail(),
    );
    expect(changes.map(({ event }) => changesWords(event))).toEqual([true, true, false]);
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

  test("the last twenty who commented are remembered, each once, and not the requester, who is told anyway", () => {
    const by = (nth: number) => ({ ...act(admin), by: { id: `nth-${nth}`, name: "" } });
    let ticket = raised();
    for (let nth = 0; nth < 25; nth++) ticket = comment(ticket, "Hello", nth % 2 === 0, by(nth)).ticket;
    ticket = comment(comment(ticket, "Hello", false, by(10)).ticket, "Hello", false, act(requester)).ticket;
    const last = Array.from({ length: 20 }, (_, nth) => `nth-${nth + 5}`);
    expect(ticket.commenters).toEqual([...last.filter((id) => id !== "nth-10"), "nth-10"]);
  });

  test.each(["closed", "rejected", "cancelled"] as const)("nothing is added to a ticket that is %s", (status) => {
    expect(() => comment(ticketIn(status), "Hello", false, act(requester))).toThrow(
      expect.objectContaining({ code: "illegal_move" }),
    );
  });
});
