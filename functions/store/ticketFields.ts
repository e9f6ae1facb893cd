import type { Stage } from "../domain/category.ts";
import { type Approval, isSettled, type Ticket } from "../domain/ticket.ts";

type Fields = Record<string, unknown>;

/**
 * What is kept of a ticket in its own item, which is charged by the kilobyte with each event of its life: nothing that is as
 * it usually is, and of approvals that have all been given no more than that they have.
 */
export function ticketFields(ticket: Ticket): Fields {
  const approvals = ticket.approvals.map(isSettled(ticket) ? ({ stage, state }) => ({ stage, state }) : approvalFields);
  return { ...unlike(usualTicket, ticket), approvals };
}

/** What is kept apart of approvals that have all been given. */
export const stagesFields = ({ round, approvals }: Ticket) => ({ round, approvals: approvals.map(approvalFields) });

/**
 * A ticket as it was before it was stored; who has approved a settled one only `stages` say. Without them, or with those of an
 * earlier round, its approvals tell no more than that they were given.
 */
export function ticketFrom(fields: Fields, stages: Fields | undefined): Ticket {
  const ticket = { ...usualTicket, ...fields } as Ticket;
  const kept =
    isSettled(ticket) && stages?.round === ticket.round ? (stages.approvals as Approval[]) : ticket.approvals;
  return { ...ticket, approvals: kept.map((approval) => ({ ...usualApproval(approval.stage), ...approval })) };
}

const approvalFields = (approval: Approval): Fields => unlike(usualApproval(approval.stage), approval);

const unlike = (usual: Fields, fields: object): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== usual[name]));

const usualTicket: Fields = {
  describedIn: 1,
  wordedIn: 1,
  department: null,
  requesterRole: "user",
  assignee: null,
  assignment: null,
  round: 1,
  resolution: null,
  firstAssignedAt: null,
  resolvedAt: null,
};

const usualApproval = (stage: Stage) => ({
  askedOf: stage,
  requestedAt: null,
  askedAs: null,
  reminders: 0,
  decidedBy: null,
  decidedAt: null,
  comment: null,
});
