import { describe, expect, test } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { expire, remind, requestApproval, settle } from "../../functions/domain/asking.ts";
import { comment } from "../../functions/domain/conversation.ts";
import { edit } from "../../functions/domain/edit.ts";
import type { Change, TicketEvent } from "../../functions/domain/event.ts";
import { record } from "../../functions/domain/history.ts";
import { assign, move, raise, unassign } from "../../functions/domain/lifecycle.ts";
import { quietUntil, wants } from "../../functions/domain/quietHours.ts";
import { isAskedReason } from "../../functions/domain/reasons.ts";
import { mayConcern, mostOfAGroup, type People, recipients } from "../../functions/domain/recipients.ts";
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

const other = person("technician", "it", "other");
const colleague = person("user", "finance", "colleague");
const nobody: People = {
  requester,
  assignee: null,
  previousAssignee: null,
  deciders: [],
  itHeads: [itHead],
  admins: [admin],
  commenters: [],
};

/** Who is told of a change, as "name: kind": the same whether everybody was looked up or only those it may concern. */
function told(change: Change, people: Partial<People> = {}): string[] {
  const { ticket, event } = record(change, "E-1");
  const everybody = { ...nobody, ...people };
  const all = recipients(event, ticket, everybody);
  expect(recipients(event, ticket, lookedUp(event, everybody))).toEqual(all);
  return all.map(({ account, kind }) => `${account.name}: ${kind}`);
}

/** Of all people those that are looked up, as the store does. */
function lookedUp(event: TicketEvent, people: People): People {
  const one = (part: "requester" | "assignee" | "previousAssignee") =>
    people[part] && mayConcern(event, part, people[part].id) ? people[part] : null;
  const group = (part: "deciders" | "itHeads" | "admins") => (mayConcern(event, part) ? people[part] : []);
  return {
    ...{ requester: one("requester"), assignee: one("assignee"), previousAssignee: one("previousAssignee") },
    ...{ deciders: group("deciders"), itHeads: group("itHeads"), admins: group("admins") },
    commenters: people.commenters.filter(({ id }) => mayConcern(event, "commenters", id)),
  };
}
const reasons = (change: Change, people: Partial<People> = {}) => {
  const { ticket, event } = record(change, "E-1");
  return recipients(event, ticket, { ...nobody, ...people }).map(({ reason }) => reason);
};
const raiseAs = (by: Account, stages: ("hod" | "it_head")[] = []) =>
  raise({ id: "T-0000001", title: "t", description: "d", priority: "low" }, category(stages), by, at);
const asked = recorded(requestApproval(raised(["hod", "it_head"]), "hod", "hod", act(admin)));
const working = { requester, assignee: technician };

describe("the table of who is told", () => {
  test("raised without approval: the IT heads, and a receipt for the requester", () => {
    expect(told(raiseAs(requester))).toEqual(["it_head: decision_needed", "requester: progress"]);
  });
  test("raised with approval: nobody yet; the approvers are told when they are asked", () => {
    expect(told(raiseAs(requester, ["hod"]))).toEqual([]);
  });
  test("approval requested: those who may decide the stage, with the ground", () => {
    const change = requestApproval(raised(["hod"]), "hod", "hod", act(admin));
    expect(
      told({ ...change, event: { ...change.event, by: { id: "system", name: "" } } }, { deciders: [hod] }),
    ).toEqual(["hod: decision_needed"]);
    expect(
      reasons({ ...change, event: { ...change.event, by: { id: "system", name: "" } } }, { deciders: [hod] }),
    ).toEqual(["you head finance, and step 1 waits for you"]);
    expect(isAskedReason("you head finance, and step 1 waits for you")).toBe(true);
  });
  test("approval requested where nobody can decide: the admins are told so", () => {
    const change = requestApproval(raised(["hod"]), "hod", "nobody", { by: { id: "system", name: "" }, at });
    expect(told(change)).toEqual(["admin: decision_needed"]);
  });
  test("reminded: the approvers; after some reminders the admins too", () => {
    const by = { by: { id: "system", name: "" }, at };
    expect(told(remind(asked, "hod", 3, "hod", by), { deciders: [hod] })).toEqual(["hod: decision_needed"]);
    const fourth = { ...asked, approvals: asked.approvals.map((one) => ({ ...one, reminders: 3 })) };
    expect(told(remind(fourth, "hod", 3, "hod", by), { deciders: [hod] })).toEqual([
      "hod: decision_needed",
      "admin: decision_needed",
    ]);
  });
  test("reminded of an admin's own ticket: that admin is not asked, since nobody decides on a ticket of their own", () => {
    const by = { by: { id: "system", name: "" }, at };
    const own = { ...asked, requester: { id: admin.id, name: admin.name } };
    const fourth = { ...own, approvals: own.approvals.map((one) => ({ ...one, reminders: 3 })) };
    const another = person("admin", null, "another admin");
    const people = { requester: admin, deciders: [hod], admins: [admin, another] };
    expect(told(remind(fourth, "hod", 3, "hod", by), people)).toEqual([
      "hod: decision_needed",
      "another admin: decision_needed",
    ]);
  });
  test("approval given: the requester", () => {
    expect(told(decideNow(asked, "approve", hod))).toEqual(["requester: outcome"]);
  });
  test("rejected, and expired: the requester", () => {
    expect(told(decideNow(asked, "reject", hod, "No"))).toEqual(["requester: outcome"]);
    expect(told(expire(asked, "hod", act(admin)))).toEqual(["requester: outcome"]);
  });
  test("approved: the requester, and the IT heads since it can be assigned", () => {
    expect(told(settle(asked, act(admin)))).toEqual(["requester: outcome", "it_head: decision_needed"]);
  });
  test("assigned: the technician, the requester, and the technician it was taken from", () => {
    const change = assign(ticketIn("assigned"), other, act(admin));
    expect(told(change, { requester, assignee: other, previousAssignee: technician })).toEqual([
      "other: work_assigned",
      "requester: progress",
      "technician: progress",
    ]);
  });

  test("assigned: nobody is told of it as theirs who has got the ticket only since then", () => {
    const { event } = assign(ticketIn("open"), technician, act(itHead));
    const { ticket } = assign(ticketIn("assigned"), other, act(itHead));
    expect(told({ ticket, event }, { requester, assignee: other })).toEqual(["requester: progress"]);
  });
  test("whoever is concerned in two ways is told for the first of them", () => {
    const own = assign(ticketIn("open"), technician, act(admin));
    const people = { requester: technician, assignee: technician };
    expect(told({ ...own, ticket: { ...own.ticket, requester: technician } }, people)).toEqual([
      "technician: work_assigned",
    ]);
  });
  test.each([
    ["cancelled", "open"],
    ["closed", "resolved"],
  ] as const)("%s: the requester hears the outcome", (to, from) => {
    expect(told(move(ticketIn(from), to, null, act(admin)))).toEqual(["requester: outcome"]);
  });
  test("status changed: requester and assignee, without the one who did it", () => {
    expect(told(move(ticketIn("assigned"), "in_progress", null, act(technician)), working)).toEqual([
      "requester: progress",
    ]);
    expect(told(move(ticketIn("in_progress"), "resolved", "Done", act(admin)), working)).toEqual([
      "requester: outcome",
      "technician: progress",
    ]);
  });
  test("back in the queue: the IT heads, and the requester", () => {
    const change = unassign(ticketIn("assigned"), technician.id, "disabled", { by: { id: "system", name: "" }, at });
    expect(told(change ?? expect.fail())).toEqual(["it_head: decision_needed", "requester: progress"]);
  });
  test("edited: requester and assignee", () => {
    const change = edit(described(ticketIn("assigned")), { title: "u" }, admin, act(admin)) ?? expect.fail();
    expect(told(change, working)).toEqual(["requester: progress", "technician: progress"]);
  });
  test.each(["pending_hod_approval", "pending_it_head_approval", "approved"] as const)(
    "edited so that nothing is left to approve, when it was %s: the IT heads too, since it can be assigned now",
    (status) => {
      const wanted = { category: category() };
      const change = edit(described(ticketIn(status)), wanted, admin, act(admin)) ?? expect.fail();
      expect(told(change)).toEqual(["it_head: decision_needed", "requester: progress"]);
      expect(reasons(change)).toContain("it is ready to be assigned");
    },
  );
  test("edited from one category without approval to another: nobody is told again that it can be assigned", () => {
    const wanted = { category: { ...category(), id: "other" } };
    const change = edit(described(ticketIn("open")), wanted, admin, act(admin)) ?? expect.fail();
    expect(told(change)).toEqual(["requester: progress"]);
  });
  test("a comment: requester, assignee, whoever commented before; each once", () => {
    const change = comment(ticketIn("assigned"), "Hello", false, act(admin));
    expect(told(change, { ...working, commenters: [admin, hod, requester] })).toEqual([
      "requester: comment",
      "technician: comment",
      "hod: comment",
    ]);
  });
  test("an internal note: of those, only who may read it", () => {
    const change = comment(ticketIn("assigned"), "Hm", true, act(admin));
    expect(told(change, { ...working, commenters: [hod, requester, itHead] })).toEqual([
      "technician: comment",
      "it_head: comment",
    ]);
  });
});

describe("nobody is told", () => {
  test("who lost the right to read the ticket in between", () => {
    const change = comment(ticketIn("assigned"), "Hello", false, act(requester));
    const moved = { ...hod, department: "engineering" };
    expect(told(change, { ...working, assignee: other, commenters: [colleague, moved] })).toEqual([]);
    const { ticket, event } = assign(ticketIn("open"), technician, act(itHead));
    const takenBack = { ticket: { ...ticket, assignee: null }, event };
    expect(told(takenBack, { requester: null, assignee: technician })).toEqual([]);
  });
  test("whose account is disabled", () => {
    const taken = assign(ticketIn("assigned"), other, act(admin));
    const disabled = { ...technician, disabled: true };
    expect(told(taken, { requester: null, assignee: other, previousAssignee: disabled })).toEqual([
      "other: work_assigned",
    ]);
    const change = comment(ticketIn("assigned"), "Hello", false, act(admin));
    expect(
      told(change, { requester: { ...requester, disabled: true }, assignee: { ...technician, disabled: true } }),
    ).toEqual([]);
  });
  test("of what they did themselves, but for the receipt", () => {
    expect(told(raiseAs(itHead), { requester: itHead })).toEqual(["it_head: progress"]);
    expect(told(comment(ticketIn("assigned"), "Hello", false, act(requester)), { requester })).toEqual([]);
  });
});

describe("a group", () => {
  const heads = (count: number) => Array.from({ length: count }, (_, nth) => person("it_head", "it", `head ${nth}`));
  const noOther = { requester: null, assignee: null, previousAssignee: null, deciders: [], admins: [], commenters: [] };
  const toldOf = (id: string, group: Account[], asDeciders = false) => {
    const ready = { type: "TicketApproved", round: 1, ...act(admin) } as const;
    const { event: ask } = requestApproval(raised(["it_head"]), "it_head", "it_head", act(admin));
    const event = asDeciders ? ask : ready;
    const { ticket, event: written } = record({ ticket: { ...raised(["it_head"]), id }, event }, "E-1");
    const people = { ...noOther, itHeads: [], [asDeciders ? "deciders" : "itHeads"]: group };
    return recipients(written, ticket, people).map(({ account }) => account.name);
  };
  test(`of ${mostOfAGroup} or fewer is told as a whole`, () => {
    expect(toldOf("T-0000001", heads(mostOfAGroup))).toHaveLength(mostOfAGroup);
  });
  test("of those who commented is told as a whole, and one of those who decide likewise in turn", () => {
    const change = comment(ticketIn("assigned"), "Hello", false, act(admin));
    expect(told(change, { requester: null, commenters: heads(mostOfAGroup + 5) })).toHaveLength(mostOfAGroup + 5);
    expect(toldOf("T-0000001", heads(mostOfAGroup + 5), true)).toHaveLength(mostOfAGroup);
  });
  test("that is larger is told in turn, so that nobody's inbox takes the traffic of all", () => {
    const many = heads(3 * mostOfAGroup);
    const tickets = Array.from({ length: 2000 }, (_, nth) => toldOf(`T-${String(nth).padStart(7, "0")}`, many));
    expect(new Set(tickets.map((told) => told.length))).toEqual(new Set([mostOfAGroup]));
    expect(new Set(tickets.flat()).size).toBe(many.length);
  });
});

describe("channels", () => {
  const phone = "+4915112345678";
  test("in the app everything; by e-mail what needs the reader or ends the matter; by SMS nothing, unless chosen", () => {
    const kinds = ["decision_needed", "work_assigned", "outcome", "progress", "comment"] as const;
    const by = (channel: "inApp" | "email" | "sms") =>
      kinds.filter((kind) => wants({ ...requester, phone }, kind, channel));
    expect([by("inApp"), by("email"), by("sms")]).toEqual([kinds, ["decision_needed", "work_assigned", "outcome"], []]);
  });
  test("there is no SMS to who has no number", () => {
    const eager = { ...requester, notifications: { ...requester.notifications, sms: ["comment" as const] } };
    expect([wants(eager, "comment", "sms"), wants({ ...eager, phone }, "comment", "sms")]).toEqual([false, true]);
  });

  const quiet = (from: string, to: string, now: string, timeZone = "Europe/Berlin") =>
    quietUntil({ ...requester.notifications, quietHours: { from, to, timeZone } }, now);
  test.each([
    ["in the evening", "2026-01-15T22:30:00Z", "2026-01-16T06:00:00.000Z"],
    ["after midnight", "2026-01-16T02:00:00Z", "2026-01-16T06:00:00.000Z"],
    ["in summer, an hour earlier by UTC", "2026-07-15T22:30:00Z", "2026-07-16T05:00:00.000Z"],
    ["by day", "2026-01-15T12:00:00Z", null],
    ["at the very end", "2026-01-16T06:00:00Z", null],
  ])("quiet hours from 22:00 to 07:00 in Berlin, %s", (_, now, until) =>
    expect(quiet("22:00", "07:00", now)).toBe(until),
  );
  test("quiet hours within a day", () => {
    expect(quiet("12:00", "13:00", "2026-01-15T12:20:30Z", "UTC")).toBe("2026-01-15T13:00:00.000Z");
    expect(quiet("12:00", "12:00", "2026-01-15T12:00:00Z", "UTC")).toBeNull();
    expect(quiet("12:00", "13:00", "2026-01-15T12:00:00Z", "UTC")).toBe("2026-01-15T13:00:00.000Z");
    expect(quiet("12:00", "13:00", "2026-01-15T13:00:00Z", "UTC")).toBeNull();
    expect(quiet("12:00", "13:00", "2026-01-15T11:59:00Z", "UTC")).toBeNull();
    expect(quiet("22:00", "07:00", "2026-01-15T21:00:00Z")).toBe("2026-01-16T06:00:00.000Z");
  });
});
