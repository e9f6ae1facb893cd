import { describe, expect, test } from "vitest";
import { cancelApprovals } from "../../functions/domain/approval.ts";
import { awaitedFrom, deciders, inboxOf, whyNotDecide } from "../../functions/domain/approver.ts";
import {
  askInstead,
  expire,
  nextStep,
  remind,
  requestApproval,
  saysTheSame,
  settle,
} from "../../functions/domain/asking.ts";
import type { Stage } from "../../functions/domain/category.ts";
import { edit } from "../../functions/domain/edit.ts";
import type { Change } from "../../functions/domain/event.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import { isExpired, isReminderDue, secondsToWait } from "../../functions/domain/patience.ts";
import { type Approval, isDecided, isSettled, type Ticket } from "../../functions/domain/ticket.ts";
import {
  act,
  admin,
  at,
  category,
  decideNow,
  described,
  hod,
  itHead,
  person,
  raised,
  recorded,
  requester,
  technician,
  ticketIn,
} from "./people.ts";

const both: Stage[] = ["hod", "it_head"];
const words = { id: "T-0000001", title: "t", description: "d", priority: "low" } as const;
const otherHod = person("hod", "engineering");
const secondAdmin = person("admin", null, "second");
const secondItHead = person("it_head", "it", "second");

describe("who may decide a stage", () => {
  const cases: [who: string, account: typeof hod, stage: Stage, may: boolean][] = [
    ["the head of the department", hod, "hod", true],
    ["the head of another department", otherHod, "hod", false],
    ["the IT head", itHead, "hod", false],
    ["an admin", admin, "hod", true],
    ["a technician", technician, "hod", false],
    ["a colleague", person("user"), "hod", false],
    ["the requester", requester, "hod", false],
    ["the head of the department", hod, "it_head", false],
    ["the IT head", itHead, "it_head", true],
    ["an admin", admin, "it_head", true],
    ["a technician", technician, "it_head", false],
    ["a disabled admin", { ...admin, disabled: true }, "it_head", false],
  ];
  test.each(cases)("%s %#: stage %s", (_, account, stage, may) => {
    expect(whyNotDecide(account, raised(both), stage) === null).toBe(may);
  });

  test("who may not decide is told so, and not that the ticket is their own", () => {
    for (const account of [otherHod, itHead, technician])
      expect(() => decideNow(raised(both), "approve", account)).toThrow(expect.objectContaining({ code: "forbidden" }));
  });

  test("an IT head who comes after their stage has fallen to the admins may decide it", () => {
    const fallen = recorded(requestApproval(raised(["it_head"]), "it_head", "admin", act(admin)));
    expect([itHead, admin, hod].map((account) => whyNotDecide(account, fallen, "it_head") === null)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test.each([hod, itHead, admin])("nobody decides on a ticket of their own, whatever their role ($role)", (account) => {
    for (const stage of both) {
      const refused = () => decideNow({ ...raised([stage], account) }, "approve", account);
      expect(refused).toThrow(expect.objectContaining({ code: "own_ticket" }));
    }
  });
});

describe("who is asked", () => {
  const ask = (ticket: Ticket, stage: Stage, people: (typeof hod)[]) => {
    const { askedOf, people: asked } = deciders(ticket, stage, people);
    return [askedOf, asked.map(({ id }) => id)];
  };

  test("the heads of the ticket's department", () => {
    expect(ask(raised(both), "hod", [hod, otherHod, itHead, admin])).toEqual(["hod", [hod.id]]);
  });
  test("the IT heads, whatever department they stand in", () => {
    expect(ask(raised(both), "it_head", [hod, itHead, secondItHead, admin])).toEqual([
      "it_head",
      [itHead.id, secondItHead.id],
    ]);
  });
  test("the admins where the department has no head", () => {
    expect(ask(raised(both), "hod", [otherHod, itHead, admin, secondAdmin])).toEqual([
      "admin",
      [admin.id, secondAdmin.id],
    ]);
  });
  test("another holder of the role where the requester is one", () => {
    expect(ask(raised(both, itHead), "it_head", [itHead, secondItHead, admin])).toEqual(["it_head", [secondItHead.id]]);
  });
  test("an admin where the requester is the only holder of the role", () => {
    expect(ask(raised(both, hod), "hod", [hod, itHead, admin])).toEqual(["admin", [admin.id]]);
  });
  test("the IT heads where there is no admin either but the requester", () => {
    expect(ask(raised(both, admin), "hod", [itHead, admin])).toEqual(["it_head", [itHead.id]]);
  });
  test("nobody where there is nobody: the ticket waits", () => {
    expect(ask(raised(both, admin), "hod", [admin, technician])).toEqual(["nobody", []]);
  });
  test("nobody whose account is disabled", () => {
    expect(ask(raised(both), "hod", [{ ...hod, disabled: true }, admin])).toEqual(["admin", [admin.id]]);
  });
  test("an IT head may decide the first stage only where it has fallen to the IT heads", () => {
    const change = raise({ id: "T-0000001", title: "t", description: "d", priority: "low" }, category(both), admin, at);
    expect(whyNotDecide(itHead, change.ticket, "hod")).not.toBeNull();
    expect(whyNotDecide(itHead, askInstead(change, "it_head").ticket, "hod")).toBeNull();
  });
});

describe("deciding", () => {
  test("an approval is recorded, and the machine moves the ticket on", () => {
    const asked = recorded(requestApproval(raised(both), "hod", "hod", act(admin)));
    const { ticket, event } = decideNow(asked, "approve", hod, "Fine");
    expect(ticket.status).toBe("pending_hod_approval");
    expect(ticket.approvals[0]).toMatchObject({
      state: "approved",
      requestedAt: null,
      decidedBy: { id: hod.id },
      decidedAt: at,
      comment: "Fine",
    });
    expect(event).toMatchObject({ type: "ApprovalGiven", stage: "hod", next: "it_head", comment: "Fine" });
    expect(nextStep(ticket)).toMatchObject({ do: "ask", approval: { stage: "it_head" } });
  });

  test("a stage is decided once", () => {
    const decided = recorded(decideNow(raised(both), "approve", hod));
    for (const decision of ["approve", "reject"] as const) {
      expect(() => decideNow(decided, decision, admin, "No")).toThrow(
        expect.objectContaining({ code: "already_decided" }),
      );
    }
  });

  test("a rejection ends the ticket, with its reason", () => {
    const { ticket, event } = decideNow(raised(both), "reject", hod, "Too dear");
    expect(ticket.status).toBe("rejected");
    expect(ticket.approvals.map(({ state }) => state)).toEqual(["rejected", "cancelled"]);
    expect(event).toMatchObject({ type: "TicketRejected", stage: "hod", reason: "Too dear" });
    expect(nextStep(ticket)).toEqual({ do: "nothing" });
  });

  test("a rejection of the last stage leaves what was approved before as it was", () => {
    const given = recorded(decideNow(raised(both), "approve", hod));
    const opened = recorded(requestApproval(given, "it_head", "it_head", act(admin)));
    const { ticket } = decideNow(opened, "reject", itHead, "Too dear");
    expect(ticket.approvals.map(({ state, decidedBy }) => [state, decidedBy?.id])).toEqual([
      ["approved", hod.id],
      ["rejected", itHead.id],
    ]);
    expect(isSettled(ticket)).toBe(false);
  });

  test("a rejection needs a reason", () => {
    expect(() => decideNow(raised(both), "reject", hod)).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  test("a stage that is not reached yet cannot be decided", () => {
    const decideLater = () => decideNow({ ...raised(both), status: "pending_it_head_approval" }, "approve", itHead);
    expect(decideLater).toThrow(expect.objectContaining({ code: "illegal_move" }));
  });

  test("a ticket without approvals cannot be decided on", () => {
    expect(() => decideNow(ticketIn("open"), "approve", admin)).toThrow(
      expect.objectContaining({ code: "illegal_move" }),
    );
  });

  test("a cancelled ticket cannot be decided on", () => {
    const cancelled = {
      ...raised(["hod"]),
      approvals: [{ ...raised(["hod"]).approvals[0], state: "cancelled" } as Approval],
    };
    expect(() => decideNow(cancelled, "approve", hod)).toThrow(expect.objectContaining({ code: "illegal_move" }));
  });

  test("a ticket is settled once all have approved it and it has moved on, and none that nobody was asked about", () => {
    const given = recorded(decideNow(raised(["hod"]), "approve", hod));
    const settled = [given, settle(given, act(hod)).ticket, ticketIn("open"), ticketIn("rejected")].map(isSettled);
    expect(settled).toEqual([false, true, false, false]);
    expect(isDecided(ticketIn("rejected").approvals[0] as Approval)).toBe(true);
  });

  test("what has been decided stays so when the ticket is cancelled", () => {
    const decided = recorded(decideNow(raised(both), "approve", hod));
    expect(cancelApprovals(decided).map(({ state }) => state)).toEqual(["approved", "cancelled"]);
  });

  test("to be asked moves a ticket in no list, unless it comes to its next stage", () => {
    const later = { ...act(admin), at: "2026-03-05T09:00:00.000Z" };
    expect(requestApproval(raised(both), "hod", "hod", later).ticket.updatedAt).toBe(at);
    expect(requestApproval(raised(both), "it_head", "it_head", later).ticket.updatedAt).toBe(later.at);
  });

  test("only to be asked, and that once, leaves what was read of a ticket as it was", () => {
    const ask = (ticket: Ticket) => recorded(requestApproval(ticket, "hod", "hod", act(admin)));
    const asked = ask(raised(both));
    const edited = recorded(edit(described(raised(both)), { title: "Another" }, requester, act(requester)) as Change);
    const next = recorded(requestApproval(raised(both), "it_head", "it_head", act(admin)));
    const same = [asked, ask(edited), recorded(remind(asked, "hod", 3, "hod", act(admin)))];
    const other = [edited, next, recorded(decideNow(asked, "approve", hod)), { ...asked, version: 3 }];
    const before = (ticket: Ticket) => saysTheSame(ticket, ticket.version - 1);
    expect([same.map(before), other.map(before)]).toEqual([same.map(() => true), other.map(() => false)]);
    expect(same.slice(1).map((ticket) => saysTheSame(ticket, 1))).toEqual([false, false]);
  });

  test("a first stage that falls to the IT heads stands in their inbox; the second stays with whom it is for", () => {
    const { ticket } = askInstead(raise(words, category(both), admin, at), "it_head");
    expect(ticket.approvals.map(({ askedOf }) => askedOf)).toEqual(["it_head", "it_head"]);
    const hodLater = askInstead(raise(words, category(["it_head", "hod"]), admin, at), "nobody").ticket;
    expect(hodLater.approvals.map(({ askedOf }) => askedOf)).toEqual(["nobody", "hod"]);
    expect([awaitedFrom(ticket), awaitedFrom(raised(both)), awaitedFrom(ticketIn("open"))]).toEqual([
      "it_head",
      "hod",
      null,
    ]);
  });

  test("whose inbox holds what", () => {
    const inboxes = [requester, technician, hod, { ...hod, department: null }, itHead, admin].map(inboxOf);
    expect(inboxes).toEqual([null, null, { headsOf: "finance" }, null, "it_heads", "all"]);
  });

  test("after the last approval the machine settles the ticket, which can then be assigned", () => {
    const opened = recorded(
      requestApproval(recorded(decideNow(raised(both), "approve", hod)), "it_head", "it_head", act(admin)),
    );
    expect(opened.status).toBe("pending_it_head_approval");
    const decided = recorded(decideNow(opened, "approve", itHead));
    expect(nextStep(decided)).toEqual({ do: "settle" });
    expect(settle(decided, act(admin))).toMatchObject({
      ticket: { status: "approved" },
      event: { type: "TicketApproved" },
    });
  });
});

describe("waiting", () => {
  const patience = { remindAfter: 24 * 3600, remindersBeforeAdmins: 3, expireAfter: 7 * 24 * 3600 };
  const asked = recorded(requestApproval(raised(["hod"]), "hod", "hod", act(admin)));
  const approval = (reminders = 0) => ({ ...asked.approvals[0], reminders }) as Approval;
  const later = (hours: number) => new Date(Date.parse(at) + hours * 3600_000).toISOString();

  test("approvers are reminded each day", () => {
    expect([isReminderDue(approval(), later(23), patience), isReminderDue(approval(), later(24), patience)]).toEqual([
      false,
      true,
    ]);
    expect([isReminderDue(approval(1), later(24), patience), isReminderDue(approval(1), later(48), patience)]).toEqual([
      false,
      true,
    ]);
  });

  test("the next wait ends with the next reminder, or with the end of patience", () => {
    expect(secondsToWait(approval(), later(1), patience)).toBe(23 * 3600);
    expect(secondsToWait(approval(6), later(6 * 24 + 1), patience)).toBe(23 * 3600);
    expect(secondsToWait(approval(9), later(6 * 24 + 1), patience)).toBe(23 * 3600);
    expect(secondsToWait(approval(), later(400), patience)).toBe(1);
  });

  test("a timer that ends a little early, by a minute at most or a quarter of a short time, is in time", () => {
    const due = (hours: number, early: number) => new Date(Date.parse(later(hours)) - early * 1000).toISOString();
    expect([50, 70].map((early) => isReminderDue(approval(), due(24, early), patience))).toEqual([true, false]);
    expect([50, 70].map((early) => isExpired(approval(), due(168, early), patience))).toEqual([true, false]);
    const quick = { remindAfter: 8, remindersBeforeAdmins: 3, expireAfter: 3600 };
    const early = [6, 5].map((seconds) => new Date(Date.parse(at) + seconds * 1000).toISOString());
    expect(early.map((time) => isReminderDue(approval(), time, quick))).toEqual([true, false]);
    expect(secondsToWait(approval(), new Date(Date.parse(at) + 6_500).toISOString(), quick)).toBe(2);
  });

  test("the admins join after three reminders", () => {
    let ticket = asked;
    const joined = [1, 2, 3, 4].map(() => {
      const change = remind(ticket, "hod", 3, "hod", act(admin));
      ticket = recorded(change);
      return change.event.type === "ApprovalReminded" && change.event.adminsJoined;
    });
    expect(joined).toEqual([false, false, false, true]);
  });

  test("after seven days nobody is waited for: the ticket is rejected as expired", () => {
    expect([isExpired(approval(), later(167), patience), isExpired(approval(), later(168), patience)]).toEqual([
      false,
      true,
    ]);
    expect(expire(asked, "hod", act(admin))).toMatchObject({
      ticket: { status: "rejected" },
      event: { type: "TicketRejected", reason: "expired" },
    });
  });
});
