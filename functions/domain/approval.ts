import type { Account } from "./account.ts";
import { whyNotDecide } from "./approver.ts";
import type { Stage } from "./category.ts";
import type { Change } from "./event.ts";
import { invalid, Problem } from "./problem.ts";
import { type Act, type Approval, type ApprovalState, changed, isDecided, noted, type Ticket } from "./ticket.ts";

export type Decision = "approve" | "reject";

/** The stages of a new approval: the first is open at once, the others wait for it. */
export const planApprovals = (stages: readonly Stage[]): Approval[] =>
  stages.map((stage, index) => ({
    stage,
    state: index === 0 ? "pending" : "waiting",
    askedOf: stage,
    requestedAt: null,
    askedAs: null,
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
      ticket: noted(ticket, { approvals: withApproval(ticket, given) }),
      event: { type: "ApprovalGiven", stage, comment, next: stageAfter(ticket, stage), round: ticket.round, ...act },
    };
  }
  if (comment === null) throw invalid("/comment", "a rejection needs a reason");
  return reject(ticket, stage, comment, act);
}

function mustBeOpen(ticket: Ticket, stage: Stage, account: Account): Approval {
  const refusal = whyNotDecide(account, ticket, stage);
  if (refusal) throw new Problem(ticket.requester.id === account.id ? "own_ticket" : "forbidden", refusal);
  const approval = approvalOf(ticket, stage);
  if (isDecided(approval))
    throw new Problem("already_decided", `the stage ${stage} has been ${approval.state} already`);
  if (approval.state === "cancelled") throw new Problem("illegal_move", `the approval was cancelled`);
  if (approval.state === "waiting") throw new Problem("illegal_move", `the stage ${stage} has not been reached yet`);
  return approval;
}

/** Ends the ticket: what has not been reached is cancelled with it. */
export function reject(ticket: Ticket, stage: Stage, reason: string, act: Act): Change {
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
  askedAs: null,
  decidedBy: by,
  decidedAt: at,
  comment,
});

/** Nothing is left to decide once a ticket is cancelled. */
export const cancelApprovals = (ticket: Ticket): Approval[] =>
  ticket.approvals.map((approval) => (isDecided(approval) ? approval : { ...approval, state: "cancelled" }));

/** The ticket's approval of a stage. @throws Problem illegal_move where it needs none */
export const approvalOf = (ticket: Ticket, stage: Stage): Approval => {
  const approval = ticket.approvals.find((candidate) => candidate.stage === stage);
  if (!approval) throw new Problem("illegal_move", `this ticket needs no approval of the stage ${stage}`);
  return approval;
};

/** The ticket's approvals with one of them as it has become. */
export const withApproval = (ticket: Ticket, now: Approval): Approval[] =>
  ticket.approvals.map((approval) => (approval.stage === now.stage ? now : approval));

const stageAfter = (ticket: Ticket, stage: Stage): Stage | null => {
  const index = ticket.approvals.findIndex((approval) => approval.stage === stage);
  return ticket.approvals[index + 1]?.stage ?? null;
};
