import type { Account, Role } from "../../functions/domain/account.ts";
import { type Decision, decide } from "../../functions/domain/approval.ts";
import { requestApproval, settle } from "../../functions/domain/asking.ts";
import type { Category, Stage } from "../../functions/domain/category.ts";
import type { Change } from "../../functions/domain/event.ts";
import { record } from "../../functions/domain/history.ts";
import { assign, move, raise } from "../../functions/domain/lifecycle.ts";
import { defaultPreferences } from "../../functions/domain/preferences.ts";
import { type Act, type Described, pendingStage, type Status, type Ticket } from "../../functions/domain/ticket.ts";

export const at = "2026-03-02T09:00:00.000Z";

/** An account for tests: `person("hod", "finance")`. */
export const person = (role: Role, department: string | null = "finance", name: string = role): Account => ({
  id: `${role}-${department}-${name}`,
  email: `${name}@example.com`,
  name,
  role,
  department: role === "admin" ? null : department,
  phone: null,
  disabled: false,
  notifications: defaultPreferences,
  createdAt: at,
});

export const category = (approvals: Stage[] = []): Category => ({
  id: approvals.join("-") || "plain",
  name: "A category",
  approvals,
  active: true,
});

export const act = (account: Account): Act => ({ by: { id: account.id, name: account.name }, at });

export const requester = person("user", "finance", "requester");
export const hod = person("hod");
export const itHead = person("it_head", "it");
export const admin = person("admin");
export const technician = person("technician", "it");

export const raised = (approvals: Stage[] = [], by: Account = requester): Ticket =>
  raise(
    { id: "T-0000001", title: "A title", description: "Some text", priority: "medium" },
    category(approvals),
    by,
    at,
  ).ticket;

/** A ticket with the description that it was raised with. */
export const described = (ticket: Ticket, description = "Some text"): Described => ({ ticket, description });

/** The ticket after one more change, recorded as the store would. */
export const recorded = (change: Change): Ticket => record(change, "E-1").ticket;

const chosen = (decision: Decision, comment: string | null = null) => ({ decision, comment });

const approved = (): Ticket => {
  let ticket = recorded(requestApproval(raised(["hod"]), "hod", "hod", act(hod)));
  ticket = recorded(decide(ticket, "hod", chosen("approve"), hod, act(hod)));
  return recorded(settle(ticket, act(hod)));
};
const assigned = (): Ticket => recorded(assign(raised(), technician, act(admin)));
const started = (): Ticket => recorded(move(assigned(), "in_progress", null, act(technician)));
const resolved = (): Ticket => recorded(move(started(), "resolved", "Fixed", act(technician)));

const ways: Record<Status, () => Ticket> = {
  open: () => raised(),
  pending_hod_approval: () => raised(["hod", "it_head"]),
  pending_it_head_approval: () => raised(["it_head"]),
  approved,
  assigned,
  in_progress: started,
  on_hold: () => recorded(move(started(), "on_hold", null, act(technician))),
  resolved,
  closed: () => recorded(move(resolved(), "closed", null, act(requester))),
  rejected: () => recorded(decide(raised(["hod"]), "hod", chosen("reject", "No"), hod, act(hod))),
  cancelled: () => recorded(move(raised(), "cancelled", null, act(requester))),
};

/** A ticket of `requester` in a status, brought there by the rules themselves. */
export const ticketIn = (status: Status): Ticket => ways[status]();

/** Decides the stage that a ticket stands at. */
export const decideNow = (ticket: Ticket, decision: Decision, by: Account, comment: string | null = null): Change =>
  decide(ticket, pendingStage(ticket) ?? "hod", chosen(decision, comment), by, act(by));
