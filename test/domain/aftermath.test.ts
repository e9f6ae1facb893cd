import { describe, expect, test } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { changeAccount, createAccount, resetPassword } from "../../functions/domain/administration.ts";
import { type Aftermath, aftermathOf, wasGivenBefore, whyGone } from "../../functions/domain/aftermath.ts";
import { askAnew, requestApproval } from "../../functions/domain/asking.ts";
import { unassign } from "../../functions/domain/lifecycle.ts";
import { statuses } from "../../functions/domain/ticket.ts";
import { act, admin, hod, itHead, person, raised, recorded, requester, technician, ticketIn } from "./people.ts";

const somewhere = { id: "it", name: "IT", active: true };
const changed = (account: Account, edit: Parameters<typeof changeAccount>[1]): Aftermath => {
  const { audit } = changeAccount(
    account,
    edit,
    { department: somewhere, admins: ["one", "two"], texted: [] },
    admin,
    act(admin),
  );
  if (!audit) throw new Error("nothing changed");
  return aftermathOf(audit);
};
const off = { disabled: true };
const none: Aftermath = { signIn: false, reconnects: false, leaves: null, reasks: [] };

describe("what follows from a change of an account", () => {
  const away = { ...technician, disabled: true };
  const cases: [what: string, account: Account, edit: Parameters<typeof changed>[1], follows: Partial<Aftermath>][] = [
    ["a user is renamed", requester, { name: "New" }, {}],
    ["a user is disabled", requester, off, { signIn: true }],
    ["a technician is disabled", technician, off, { signIn: true, leaves: "disabled" }],
    ["a technician is enabled", away, { disabled: false }, { signIn: true }],
    ["a technician becomes a user", technician, { role: "user" }, { reconnects: true, leaves: "other_role" }],
    [
      "a technician moves",
      person("technician", "finance"),
      { department: "it" },
      { reconnects: true, leaves: "other_department" },
    ],
    ["a disabled technician moves", { ...away, department: "finance" }, { department: "it" }, { reconnects: true }],
    ["a technician gets a phone", technician, { phone: "+4915100000000" }, {}],
    ["a head is disabled", hod, off, { signIn: true, reasks: ["finance"] }],
    ["a head is enabled", { ...hod, disabled: true }, { disabled: false }, { signIn: true, reasks: ["finance"] }],
    ["a disabled head moves", { ...hod, disabled: true }, { department: "it" }, { reconnects: true }],
    ["a head moves", hod, { department: "it" }, { reconnects: true, reasks: ["finance", "it"] }],
    ["a head becomes a user", hod, { role: "user" }, { reconnects: true, reasks: ["finance"] }],
    ["a user becomes a head", requester, { role: "hod" }, { reconnects: true, reasks: ["finance"] }],
    ["a head is renamed", hod, { name: "New" }, {}],
    ["an IT head is disabled", itHead, off, { signIn: true, reasks: "all" }],
    ["an admin is disabled", admin, off, { signIn: true, reasks: "all" }],
    [
      "a technician becomes an IT head",
      technician,
      { role: "it_head" },
      { reconnects: true, leaves: "other_role", reasks: "all" },
    ],
  ];
  test.each(cases)("%s", (_, account, edit, follows) => {
    expect(changed(account, edit)).toEqual({ ...none, ...follows });
  });

  test("a new head is asked what their department waits for; a new user nothing", () => {
    const made = (account: Account) => aftermathOf(createAccount(account, account.id, act(admin)).audit);
    expect(made(hod)).toEqual({ ...none, reasks: ["finance"] });
    expect(made(requester)).toEqual(none);
  });
  test("a password that was reset has no aftermath", () => {
    expect(aftermathOf(resetPassword(requester, true, admin, act(admin)).audit)).toEqual(none);
  });
});

describe("unfinished work", () => {
  const underWay = ["assigned", "in_progress", "on_hold"];
  test.each(statuses)("of a ticket that is %s", (status) => {
    const change = unassign(ticketIn(status), technician.id, "disabled", act(admin));
    expect(change !== null).toBe(underWay.includes(status));
    if (!change) return;
    expect(change.ticket).toMatchObject({ status: "open", assignee: null, assignment: null });
    expect(change.event).toMatchObject({
      type: "TicketUnassigned",
      previous: { id: technician.id },
      reason: "disabled",
    });
  });
  test("goes back as approved where it had been approved", () => {
    const { approvals } = ticketIn("approved");
    const ticket = { ...ticketIn("in_progress"), approvals };
    expect(unassign(ticket, technician.id, "other_role", act(admin))?.ticket.status).toBe("approved");
  });
  test("of another technician stays", () => {
    expect(unassign(ticketIn("in_progress"), "another", "disabled", act(admin))).toBeNull();
  });
});

describe("given before a change, or after it", () => {
  const [before, later] = ["2026-03-01T00:00:00.000Z", "2026-03-03T00:00:00.000Z"];
  const given = ticketIn("assigned"); // between the two
  const cases: [what: string, account: Account, changedAt: string, leaves: boolean][] = [
    ["before, whatever they are now", technician, later, true],
    ["after, as who they are now", technician, before, false],
    ["in the same millisecond, whatever they are now", technician, given.assignment?.at ?? "", true],
    ["at the same moment, and they are disabled", { ...technician, disabled: true }, before, true],
    ["at the same moment, and they are no technician any more", { ...technician, role: "user" }, before, true],
    ["at the same moment, from their old department", { ...technician, department: "finance" }, before, true],
  ];
  test.each(cases)("%s", (_, account, changedAt, leaves) => {
    expect(wasGivenBefore(given, account, changedAt)).toBe(leaves);
  });
});

test("why a ticket cannot stay with whom it was given to", () => {
  const given = ticketIn("assigned");
  const now = [technician, null, { ...technician, disabled: true }, { ...technician, role: "user" as const }];
  expect([...now, { ...technician, department: "finance" }].map((account) => whyGone(given, account))).toEqual([
    null,
    "disabled",
    "disabled",
    "other_role",
    "other_department",
  ]);
});

describe("an approval that waits", () => {
  const waiting = { ...recorded(requestApproval(raised(["hod", "it_head"]), "hod", "hod", act(hod))) };
  const later = { ...act(admin), at: "2026-03-05T09:00:00.000Z" };

  test("is asked of others where it has come to them, with the whole time before them", () => {
    const reminded = { ...waiting, approvals: waiting.approvals.map((one) => ({ ...one, reminders: 2 })) };
    const change = askAnew(reminded, [{ ...hod, disabled: true }, itHead, admin], later);
    expect(change?.event).toMatchObject({ type: "ApprovalRequested", stage: "hod", askedOf: "admin", round: 1 });
    expect(change?.ticket.approvals[0]).toMatchObject({ askedOf: "admin", reminders: 0, requestedAt: later.at });
    expect(change?.ticket.status).toBe("pending_hod_approval");
  });
  test("stays with whom it is where they are still there", () => {
    expect(askAnew(waiting, [hod, admin], later)).toBeNull();
    expect(askAnew(waiting, [person("hod", "finance", "second"), admin], later)).toBeNull();
  });
  test("waits for nobody where there is nobody", () => {
    expect(askAnew(waiting, [], later)?.event).toMatchObject({ askedOf: "nobody" });
  });
  test("that has not been asked yet is left to the machine", () => {
    expect(askAnew(raised(["hod"]), [admin], later)).toBeNull();
  });
  test.each(["open", "approved", "rejected", "cancelled", "in_progress"] as const)(
    "of a ticket that is %s",
    (status) => {
      expect(askAnew(ticketIn(status), [admin], later)).toBeNull();
    },
  );
});
