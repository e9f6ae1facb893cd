import { describe, expect, test } from "vitest";
import { type Action, actions, can } from "../../functions/domain/access.ts";
import { type Account, type Role, roles } from "../../functions/domain/account.ts";
import { allowedActions } from "../../functions/domain/allowed.ts";
import { type Status, statuses, type Ticket } from "../../functions/domain/ticket.ts";
import { admin, decideNow, hod, person, raised, recorded, requester, technician, ticketIn } from "./people.ts";

/** How an account stands to a ticket. */
type Tie = "own" | "assigned" | "department" | "none";
const ties: Tie[] = ["own", "assigned", "department", "none"];

const early: Status[] = ["open", "pending_hod_approval", "pending_it_head_approval", "approved"];
const ended: Status[] = ["closed", "rejected", "cancelled"];

type Cell = (tie: Tie, status: Status) => boolean;
const always: Cell = () => true;
const never: Cell = () => false;
const on =
  (...these: Tie[]): Cell =>
  (tie) =>
    these.includes(tie);
const ownEarly: Cell = (tie, status) => tie === "own" && early.includes(status);
const beforeFinal: Cell = (_, status) => !ended.includes(status);
const undecided: Cell = (tie, status) => ownEarly(tie, status) && status !== "approved";
const reader = {
  user: on("own"),
  technician: on("own", "assigned"),
  hod: on("own", "department"),
  it_head: always,
  admin: always,
};

/** The design's table of permissions; "decide" has a table of its own in approval.test.ts. */
const table: Record<Exclude<Action, "decide">, Record<Role, Cell>> = {
  read: reader,
  comment: reader,
  attach: reader,
  note: { user: never, technician: on("assigned"), hod: never, it_head: always, admin: always },
  edit: { user: ownEarly, technician: ownEarly, hod: ownEarly, it_head: beforeFinal, admin: beforeFinal },
  editCategory: { user: undecided, technician: undecided, hod: undecided, it_head: beforeFinal, admin: beforeFinal },
  assign: { user: never, technician: never, hod: never, it_head: always, admin: always },
  work: { user: never, technician: on("assigned"), hod: never, it_head: always, admin: always },
  close: { user: on("own"), technician: on("own", "assigned"), hod: on("own"), it_head: always, admin: always },
  reopen: { user: on("own"), technician: on("own", "assigned"), hod: on("own"), it_head: always, admin: always },
  cancel: { user: on("own"), technician: on("own"), hod: on("own"), it_head: always, admin: always },
};

const tied = (account: Account, tie: Tie, status: Status): Ticket => {
  const ticket: Ticket = { ...ticketIn(status), department: "elsewhere", assignee: null };
  const self = { id: account.id, name: account.name };
  if (tie === "own") return { ...ticket, requester: self };
  if (tie === "assigned") return { ...ticket, assignee: self };
  return tie === "department" ? { ...ticket, department: account.department } : ticket;
};

describe("every cell of the table of permissions", () => {
  const rows = (Object.keys(table) as Exclude<Action, "decide">[]).flatMap((action) =>
    roles.map((role) => ({ action, role })),
  );

  test.each(rows)("$action by $role, on tickets of every tie and status", ({ action, role }) => {
    const account = person(role);
    for (const tie of ties.filter((tie) => !(role === "admin" && tie === "department"))) {
      for (const status of statuses) {
        const ticket = tied(account, tie, status);
        expect(can(account, action, ticket), `${tie} ${status}`).toBe(table[action][role](tie, status));
      }
    }
  });

  test.each(actions)("a disabled account may not %s anything, whatever its role", (action) => {
    for (const role of roles) {
      const account = { ...person(role), disabled: true };
      for (const tie of ties) expect(can(account, action, tied(account, tie, "open"))).toBe(false);
    }
  });

  test("a head of no department is not the head of tickets that have none", () => {
    expect(can({ ...hod, department: null }, "read", raised(["hod"], admin))).toBe(false);
  });

  test("the requester cannot change the category once a decision is recorded, but still the title", () => {
    const decided = recorded(decideNow(raised(["hod", "it_head"]), "approve", hod));
    expect([can(requester, "editCategory", decided), can(requester, "edit", decided)]).toEqual([false, true]);
  });
});

describe("what is offered", () => {
  test("a technician who works on a ticket is offered the moves that are legal now", () => {
    expect(allowedActions(technician, ticketIn("in_progress"))).toEqual([
      "comment",
      "note",
      "attach",
      "hold",
      "resolve",
    ]);
  });
  test("the head of department is offered to decide while the stage is open, and not after", () => {
    const waiting = raised(["hod", "it_head"]);
    expect(allowedActions(hod, waiting)).toContain("decide");
    expect(allowedActions(hod, recorded(decideNow(waiting, "approve", hod)))).not.toContain("decide");
  });
  test.each(ended)("nothing is offered on a ticket that is %s", (status) => {
    for (const role of roles) expect(allowedActions(person(role), tied(person(role), "own", status))).toEqual([]);
  });
  test("nobody is offered to decide on a ticket of their own, not even an admin", () => {
    expect(allowedActions(admin, raised(["hod"], admin))).not.toContain("decide");
  });
  test.each([
    ["open", ["assign", "cancel"]],
    ["pending_hod_approval", ["decide", "cancel"]],
    ["pending_it_head_approval", ["decide", "cancel"]],
    ["approved", ["assign", "cancel"]],
    ["assigned", ["assign", "start", "cancel"]],
    ["in_progress", ["assign", "hold", "resolve"]],
    ["on_hold", ["assign", "start", "resolve"]],
    ["resolved", ["close", "reopen"]],
  ] as const)("an admin is offered the moves that are legal on a ticket that is %s", (status, moves) => {
    const always = ["comment", "note", "attach", "edit", "editCategory"];
    expect(allowedActions(admin, ticketIn(status))).toEqual([...always, ...moves]);
  });
  test("the requester of a resolved ticket is offered to close and to reopen it", () => {
    expect(allowedActions(requester, ticketIn("resolved"))).toEqual(["comment", "attach", "close", "reopen"]);
  });
});
