import type { Action } from "./access.ts";
import type { Account, Person } from "./account.ts";
import { personOf } from "./account.ts";
import { cancelApprovals, planApprovals } from "./approval.ts";
import type { Category } from "./category.ts";
import type { Change, LeaveReason } from "./event.ts";
import { origin } from "./history.ts";
import { invalid, Problem } from "./problem.ts";
import {
  type Act,
  changed,
  finalStatuses,
  isFinal,
  type Priority,
  pendingStatus,
  type Status,
  type Ticket,
} from "./ticket.ts";

/** The moves that people make by naming the next status. Read it as "from: [to, ...]". */
export const moves: Record<Status, readonly Status[]> = {
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

/** Where a technician may be put on a ticket: for the first time, or in place of another. */
export const assignable: readonly Status[] = ["open", "approved", "assigned", "in_progress", "on_hold"];

/** Where a ticket goes back to the queue when its technician leaves. */
const underWay: readonly Status[] = ["assigned", "in_progress", "on_hold"];

/** What somebody must be allowed to do to make a move. */
export function actionOf(from: Status, to: Status): Action {
  if (to === "cancelled") return "cancel";
  if (to === "closed") return "close";
  return from === "resolved" || finalStatuses.includes(from) ? "reopen" : "work";
}

export type NewTicket = { id: string; title: string; description: string; priority: Priority };

/** A new ticket; it waits for approval where its category asks for one. */
export function raise(
  { id, title, description, priority }: NewTicket,
  category: Category,
  by: Account,
  at: string,
): Change {
  if (!category.active) throw invalid("/category", `the category ${category.name} is no longer in use`);
  const requester = personOf(by);
  const status = firstStatus(category);
  const stages = category.approvals;
  const ticket: Ticket = {
    id,
    title,
    describedIn: 1,
    wordedIn: 1,
    category: category.id,
    priority,
    status,
    department: by.department,
    requester,
    requesterRole: by.role,
    assignee: null,
    assignment: null,
    approvals: planApprovals(stages),
    round: 1,
    commenters: [],
    resolution: null,
    firstAssignedAt: null,
    resolvedAt: null,
    version: 1,
    revision: 0,
    head: origin,
    createdAt: at,
    updatedAt: at,
  };
  const facts = { title, description, category: category.id, priority, status, stages, round: 1 };
  return { ticket, event: { type: "TicketRaised", ...facts, by: requester, at } };
}

/** Where a ticket of this category begins. */
export const firstStatus = ({ approvals: [first] }: Category): Status => (first ? pendingStatus(first) : "open");

/** Puts a technician on the ticket, or another in their place. */
export function assign(ticket: Ticket, technician: Account | null, act: Act): Change {
  if (technician?.role !== "technician" || technician.disabled) {
    throw invalid("/technicianId", "tickets are assigned to technicians whose account is enabled");
  }
  if (!assignable.includes(ticket.status)) {
    throw new Problem("illegal_move", `a ticket that is ${ticket.status} cannot be assigned`);
  }
  if (ticket.assignee?.id === technician.id) {
    throw new Problem("illegal_move", `${technician.name} has this ticket already`);
  }
  const assignee: Person = personOf(technician);
  const assignment = { at: act.at, department: technician.department };
  const firstAssignedAt = ticket.firstAssignedAt ?? act.at;
  return {
    ticket: changed(ticket, act, { status: "assigned", assignee, assignment, firstAssignedAt }),
    event: { type: "TicketAssigned", assignee, previous: ticket.assignee, ...act },
  };
}

/** Takes unfinished work from a technician who has left it: it waits to be assigned again. Null where there is none. */
export function unassign(ticket: Ticket, technicianId: string, reason: LeaveReason, act: Act): Change | null {
  const { assignee: previous } = ticket;
  if (previous?.id !== technicianId || !underWay.includes(ticket.status)) return null;
  const status = ticket.approvals.length > 0 ? "approved" : "open";
  return {
    ticket: changed(ticket, act, { status, assignee: null, assignment: null }),
    event: { type: "TicketUnassigned", previous, reason, ...act },
  };
}

/** Starts, holds, resolves, closes, reopens or cancels a ticket. */
export function move(ticket: Ticket, to: Status, comment: string | null, act: Act): Change {
  const from = ticket.status;
  if (!moves[from].includes(to)) {
    const allowed = moves[from].length > 0 ? moves[from].join(", ") : "nothing: it is final";
    throw new Problem("illegal_move", `a ticket that is ${from} cannot become ${to}; it can become ${allowed}`);
  }
  if (to === "resolved" && comment === null) throw invalid("/comment", "say how it was resolved");
  return {
    ticket: changed(ticket, act, { status: to, ...fieldsOf(ticket, to, comment, act.at) }),
    event: { type: "StatusChanged", from, to, comment, ...act },
  };
}

/** Closes a ticket that was resolved before this time (ISO 8601) and that nobody has reopened; null for any other. */
export const autoClose = (ticket: Ticket, before: string, act: Act): Change | null =>
  ticket.status === "resolved" && (ticket.resolvedAt ?? act.at) < before ? move(ticket, "closed", null, act) : null;

/** Refuses to add to a ticket that has ended. */
export function mustBeLive(ticket: Ticket): void {
  if (isFinal(ticket)) throw new Problem("illegal_move", `the ticket is ${ticket.status}: nothing can be added to it`);
}

function fieldsOf(ticket: Ticket, to: Status, comment: string | null, at: string): Partial<Ticket> {
  if (to === "resolved") return { resolution: comment, resolvedAt: at };
  if (to === "cancelled") return { approvals: cancelApprovals(ticket) };
  return ticket.status === "resolved" && to === "in_progress" ? { resolution: null, resolvedAt: null } : {};
}
