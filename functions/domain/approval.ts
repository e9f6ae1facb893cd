import type { Account } from "./account.ts";
import { deciders, whyNotDecide } from "./approver.ts";
import type { Stage } from "./category.ts";
import type { Change } from "./event.ts";
import { invalid, Problem } from "./problem.ts";
import {
  type Act,
  type Approval,
  type ApprovalState,
  type AskedOf,
  changed,
  isDecided,
  noted,
  pendingStage,
  pendingStatus,
  type Ticket,
} from "./ticket.ts";

export type Decision = "approve" | "reject";

/** The stages of a new approval: the first is open at once, the others wait for it. */
export const planApprovals = (stages: readonly Stage[]): Approval[] =>
  stages.map((stage, index) => ({
    stage,
    state: index === 0 ? "pending" : "waiting",
    askedOf: stage,
    requestedAt: null,
    reminders: 0,
    decidedBy: null,
    decidedAt: null,
    comment: null,
  }));

/** One person's decision on one stage. An approval is recorded; the state machine moves the ticket on. A rejection ends it. */
export function decide(
  ticket: Ticket,
  stage: Stage,
  { decision, comment }: { decision: Decision; comment: string | null },
  account: Account,
  act: Act,
): Change {
  const approval = mustBeOpen(ticket, stage, account);
  if (decision === "approve") {
    const given = decided(approval, "approved", act, comment);
    return {
      ticket: noted(ticket, { approvals: replace(ticket, given) }),
      event: { type: "ApprovalGiven", stage, comment, next: stageAfter(ticket, stage), round: ticket.round, ...act },
    };
  }
  if (comment === null) throw invalid("/comment", "a rejection needs a reason");
  return reject(ticket, stage, comment, act);
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
  const approval = find(ticket, stage);
  const asked = { ...approval, state: "pending" as const, askedOf, requestedAt: act.at };
  const status = pendingStatus(stage);
  const approvals = replace(ticket, asked);
  return {
    ticket: status === ticket.status ? noted(ticket, { approvals }) : changed(ticket, act, { status, approvals }),
    event: { type: "ApprovalRequested", stage, askedOf, round: ticket.round, ...act },
  };
}

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
  return { ticket: { ...asked, approvals: replace(asked, { ...find(asked, stage), reminders: 0 }) }, event };
}

/** The approvers are asked again; after some reminders the admins are asked with them. */
export function remind(ticket: Ticket, stage: Stage, adminsAfter: number, askedOf: AskedOf, act: Act): Change {
  const approval = find(ticket, stage);
  const reminders = approval.reminders + 1;
  return {
    ticket: noted(ticket, { approvals: replace(ticket, { ...approval, reminders, askedOf }) }),
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

/** What the state machine has to do next about a ticket. */
export type NextStep = { do: "ask"; approval: Approval } | { do: "settle" } | { do: "nothing" };

export function nextStep(ticket: Ticket): NextStep {
  if (pendingStage(ticket) === null) return { do: "nothing" };
  const open = ticket.approvals.find((approval) => approval.state === "pending" || approval.state === "waiting");
  return open ? { do: "ask", approval: open } : { do: "settle" };
}

function mustBeOpen(ticket: Ticket, stage: Stage, account: Account): Approval {
  const refusal = whyNotDecide(account, ticket, stage);
  if (refusal) throw new Problem(ticket.requester.id === account.id ? "own_ticket" : "forbidden", refusal);
  const approval = find(ticket, stage);
  if (isDecided(approval))
    throw new Problem("already_decided", `the stage ${stage} has been ${approval.state} already`);
  if (approval.state === "cancelled") throw new Problem("illegal_move", `the approval was cancelled`);
  if (approval.state === "waiting") throw new Problem("illegal_move", `the stage ${stage} has not been reached yet`);
  return approval;
}

function reject(ticket: Ticket, stage: Stage, reason: string, act: Act): Change {
  const approvals = ticket.approvals.map((approval) => {
    if (approval.stage === stage) return decided(approval, "rejected", act, reason);
    return approval.state === "waiting" ? { ...approval, state: "cancelled" as const } : approval;
  });
  return {
    ticket: changed(ticket, act, { status: "rejected", approvals }),
    event: { type: "TicketRejected", stage, reason, round: ticket.round, ...act },
  };
}

const decided = (approval: Approval, state: ApprovalState, { by, at }: Act, comment: string | null): Approval => ({
  ...approval,
  state,
  requestedAt: null,
  decidedBy: by,
  decidedAt: at,
  comment,
});

/** Nothing is left to decide once a ticket is cancelled. */
export const cancelApprovals = (ticket: Ticket): Approval[] =>
  ticket.approvals.map((approval) => (isDecided(approval) ? approval : { ...approval, state: "cancelled" }));

const find = (ticket: Ticket, stage: Stage): Approval => {
  const approval = ticket.approvals.find((candidate) => candidate.stage === stage);
  if (!approval) throw new Problem("illegal_move", `this ticket needs no approval of the stage ${stage}`);
  return approval;
};

const replace = (ticket: Ticket, by: Approval): Approval[] =>
  ticket.approvals.map((approval) => (approval.stage === by.stage ? by : approval));

const stageAfter = (ticket: Ticket, stage: Stage): Stage | null => {
  const index = ticket.approvals.findIndex((approval) => approval.stage === stage);
  return ticket.approvals[index + 1]?.stage ?? null;
};
