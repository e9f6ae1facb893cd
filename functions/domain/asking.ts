import type { Account } from "./account.ts";
import { approvalOf, reject, withApproval } from "./approval.ts";
import { deciders } from "./approver.ts";
import type { Stage } from "./category.ts";
import type { Change } from "./event.ts";
import {
  type Act,
  type Approval,
  type AskedOf,
  changed,
  noted,
  pendingStage,
  pendingStatus,
  type Ticket,
} from "./ticket.ts";

/** What the state machine has to do next about a ticket. */
export type NextStep = { do: "ask"; approval: Approval } | { do: "settle" } | { do: "nothing" };

export function nextStep(ticket: Ticket): NextStep {
  if (pendingStage(ticket) === null) return { do: "nothing" };
  const open = ticket.approvals.find((approval) => approval.state === "pending" || approval.state === "waiting");
  return open ? { do: "ask", approval: open } : { do: "settle" };
}

/** A new ticket whose first stage falls to others than the holders of its role. */
export const askInstead = ({ ticket, event }: Change, askedOf: AskedOf): Change => ({
  ticket: {
    ...ticket,
    approvals: ticket.approvals.map((approval, index) => (index === 0 ? { ...approval, askedOf } : approval)),
  },
  event,
});

/** Opens the stage: its approvers are asked. */
export function requestApproval(ticket: Ticket, stage: Stage, askedOf: AskedOf, act: Act): Change {
  const status = pendingStatus(stage);
  const askedAs = status === ticket.status ? ticket.version + 1 : null;
  const asked = { ...approvalOf(ticket, stage), state: "pending" as const, askedOf, requestedAt: act.at, askedAs };
  const approvals = withApproval(ticket, asked);
  return {
    ticket: askedAs ? noted(ticket, { approvals }) : changed(ticket, act, { status, approvals }),
    event: { type: "ApprovalRequested", stage, askedOf, round: ticket.round, ...act },
  };
}

/**
 * Whether a ticket still says what it said at this version. The machine asks for the first decision moments after a ticket was
 * raised, and reminds later: these are events, and versions, but change nothing that anybody has read of the ticket.
 */
export const saysTheSame = ({ version, approvals }: Ticket, seen: number): boolean =>
  seen === version || (seen === version - 1 && approvals.some(({ askedAs }) => askedAs === version));

/**
 * Asks others where the open stage has come to somebody else since it was asked: they get the whole time that the first
 * ones had. Null where it has not.
 */
export function askAnew(ticket: Ticket, people: readonly Account[], act: Act): Change | null {
  const step = nextStep(ticket);
  if (step.do !== "ask" || !step.approval.requestedAt) return null;
  const { stage } = step.approval;
  const { askedOf } = deciders(ticket, stage, people);
  if (askedOf === step.approval.askedOf) return null;
  const { ticket: asked, event } = requestApproval(ticket, stage, askedOf, act);
  return { ticket: { ...asked, approvals: withApproval(asked, { ...approvalOf(asked, stage), reminders: 0 }) }, event };
}

/** The approvers are asked again; after some reminders the admins are asked with them. */
export function remind(ticket: Ticket, stage: Stage, adminsAfter: number, askedOf: AskedOf, act: Act): Change {
  const approval = approvalOf(ticket, stage);
  const reminders = approval.reminders + 1;
  return {
    ticket: noted(ticket, {
      approvals: withApproval(ticket, { ...approval, reminders, askedOf, askedAs: ticket.version + 1 }),
    }),
    event: {
      type: "ApprovalReminded",
      stage,
      reminders,
      adminsJoined: reminders > adminsAfter,
      round: ticket.round,
      ...act,
    },
  };
}

/** Nobody decided in time. */
export const expire = (ticket: Ticket, stage: Stage, act: Act): Change => reject(ticket, stage, "expired", act);

/** Every stage has been approved: the ticket is ready to be assigned. */
export const settle = (ticket: Ticket, act: Act): Change => ({
  ticket: changed(ticket, act, { status: "approved" }),
  event: { type: "TicketApproved", round: ticket.round, ...act },
});
