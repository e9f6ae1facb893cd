import { type Account, type Role, worksIn } from "./account.ts";
import { whyNotDecide } from "./approver.ts";
import { Problem } from "./problem.ts";
import { beforeAssignment, isDecided, isFinal, pendingStage, type Ticket } from "./ticket.ts";

type Rule = (account: Account, ticket: Ticket) => boolean;

const all: Rule = () => true;
const never: Rule = () => false;
const own: Rule = (account, ticket) => ticket.requester.id === account.id;
const assigned: Rule = (account, ticket) => ticket.assignee?.id === account.id;
const ownDepartment: Rule = (account, ticket) => worksIn(account, ticket.department);
const beforeFinal: Rule = (_, ticket) => !isFinal(ticket);
const beforeAssigned: Rule = (_, ticket) => beforeAssignment.includes(ticket.status);
const noDecisionYet: Rule = (_, ticket) => !ticket.approvals.some(isDecided);
const any =
  (...rules: Rule[]): Rule =>
  (account, ticket) =>
    rules.some((rule) => rule(account, ticket));
const both =
  (...rules: Rule[]): Rule =>
  (account, ticket) =>
    rules.every((rule) => rule(account, ticket));

/** Which tickets a role may read at all. Lists are made from it, and so is the permission to read a single ticket. */
export const scopes: Record<Role, readonly Scope[]> = {
  user: ["own"],
  technician: ["own", "assigned"],
  hod: ["own", "department"],
  it_head: ["all"],
  admin: ["all"],
};
export type Scope = "own" | "assigned" | "department" | "all";

const within: Record<Scope, Rule> = { own, assigned, department: ownDepartment, all };
const inScope: Rule = (account, ticket) => scopes[account.role].some((scope) => within[scope](account, ticket));
const read = { user: inScope, technician: inScope, hod: inScope, it_head: inScope, admin: inScope };
const ownOrStaff = { user: own, technician: own, hod: own, it_head: all, admin: all };
const ownEarly = both(own, beforeAssigned);
const ownUndecided = both(ownEarly, noDecisionYet);
/** The stage that the ticket stands at; approver.ts says who decides a stage and why not. */
const openStage: Rule = (account, ticket) => {
  const stage = pendingStage(ticket);
  return stage !== null && whyNotDecide(account, ticket, stage) === null;
};

/** Who may do what to a ticket. Each row is an action, each column a role. */
const policy = {
  read,
  comment: read,
  attach: read,
  note: { user: never, technician: assigned, hod: never, it_head: all, admin: all },
  edit: { user: ownEarly, technician: ownEarly, hod: ownEarly, it_head: beforeFinal, admin: beforeFinal },
  editCategory: {
    user: ownUndecided,
    technician: ownUndecided,
    hod: ownUndecided,
    it_head: beforeFinal,
    admin: beforeFinal,
  },
  decide: { user: never, technician: never, hod: openStage, it_head: openStage, admin: openStage },
  assign: { user: never, technician: never, hod: never, it_head: all, admin: all },
  work: { user: never, technician: assigned, hod: never, it_head: all, admin: all },
  close: { user: own, technician: any(own, assigned), hod: own, it_head: all, admin: all },
  reopen: { user: own, technician: any(own, assigned), hod: own, it_head: all, admin: all },
  cancel: ownOrStaff,
} satisfies Record<string, Record<Role, Rule>>;

export type Action = keyof typeof policy;
export const actions = Object.keys(policy) as Action[];

export const can = (account: Account, action: Action, ticket: Ticket): boolean =>
  !account.disabled && policy[action][account.role](account, ticket);

/** Refuses what the account may not do. */
export function must(account: Account, action: Action, ticket: Ticket): void {
  if (!can(account, action, ticket)) throw new Problem("forbidden", `you may not ${words[action]} this ticket`);
}

const words: Record<Action, string> = {
  read: "read",
  comment: "comment on",
  attach: "attach files to",
  note: "write internal notes on",
  edit: "edit",
  editCategory: "change the category of",
  decide: "decide on",
  assign: "assign",
  work: "work on",
  close: "close",
  reopen: "reopen",
  cancel: "cancel",
};
