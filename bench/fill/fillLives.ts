import type { Account, Person } from "../../functions/domain/account.ts";
import { system } from "../../functions/domain/account.ts";
import { decide } from "../../functions/domain/approval.ts";
import { nextStep, requestApproval, settle } from "../../functions/domain/asking.ts";
import type { Category, Stage } from "../../functions/domain/category.ts";
import { comment } from "../../functions/domain/conversation.ts";
import type { Change, TicketEvent } from "../../functions/domain/event.ts";
import { record } from "../../functions/domain/history.ts";
import { assign, move, raise } from "../../functions/domain/lifecycle.ts";
import { type Act, type Priority, pendingStage, type Ticket } from "../../functions/domain/ticket.ts";
import { newEventId } from "../../functions/store/ids.ts";

/** Who and what a ticket's life is about. */
export type Cast = {
  id: string;
  title: string;
  description: string;
  priority: Priority;
  category: Category;
  requester: Account;
  head: Account;
  itHead: Account;
  technician: Account;
  /** When it was raised, and how long after each step the next follows: milliseconds. */
  at: number;
  pace: number;
};
/** How a life goes: whole with its conversation, only its moves, or cut short by its end. */
export type Course = "whole" | "brief" | "rejected" | "cancelled";
export type Step = { before: Ticket | null; ticket: Ticket; description: string; event: TicketEvent; change: Change };
type Next = (ticket: Ticket, act: (by: Person) => Act) => Change;

/** A ticket's life by the rules themselves, up to `most` steps: each as the store would write it. */
export function live(cast: Cast, course: Course, most = Number.POSITIVE_INFINITY): Step[] {
  const { requester, id, title, description, priority, category, at, pace } = cast;
  const told = { id, title, description, priority };
  const step = (before: Ticket | null, change: Change): Step => ({
    before,
    ...record(change, newEventId()),
    description,
    change,
  });
  const steps = [step(null, raise(told, category, requester, new Date(at).toISOString()))];
  for (const next of courseOf(cast, course)) {
    const last = steps.at(-1) as Step;
    if (steps.length >= most) break;
    const time = new Date(at + steps.length * pace).toISOString();
    steps.push(
      step(
        last.ticket,
        next(last.ticket, ({ id, name }) => ({ by: { id, name }, at: time })),
      ),
    );
  }
  return steps;
}

function courseOf(cast: Cast, course: Course): Next[] {
  const { category, requester, head, technician } = cast;
  if (course === "cancelled") return [says(requester, "It works again."), moves(requester, "cancelled")];
  const stages = category.approvals;
  if (course === "rejected") return stages[0] ? [asks(stages[0]), rejects(cast)] : [moves(requester, "cancelled")];
  const approval = [
    ...stages.flatMap((stage) => [asks(stage), approves(cast, stage)]),
    ...(stages[0] ? [settles] : []),
  ];
  const talk = (next: Next): Next[] => (course === "whole" ? [next] : []);
  return [
    ...approval,
    ...talk(says(requester, "It is needed by Thursday, if that can be done.")),
    assigns(cast),
    moves(technician, "in_progress"),
    ...talk(says(technician, "I have it on my desk and will tell you today.")),
    moves(technician, "resolved", "Replaced, and tried for an hour."),
    ...talk(says(course === "whole" && stages[0] ? head : requester, "Thank you.")),
    moves(requester, "closed"),
  ];
}

const says =
  (by: Account, message: string): Next =>
  (ticket, act) =>
    comment(ticket, message, false, act(by));
const moves =
  (by: Account, to: "in_progress" | "resolved" | "closed" | "cancelled", why: string | null = null): Next =>
  (ticket, act) =>
    move(ticket, to, why, act(by));
const asks =
  (stage: Stage): Next =>
  (ticket, act) =>
    requestApproval(ticket, stage, stage, act(system));
const approves =
  (cast: Cast, stage: Stage): Next =>
  (ticket, act) =>
    decided(ticket, cast, stage, "approve", act);
const rejects =
  (cast: Cast): Next =>
  (ticket, act) =>
    decided(ticket, cast, pendingStage(ticket) ?? "hod", "reject", act);
const settles: Next = (ticket, act) => {
  if (nextStep(ticket).do !== "settle") throw new Error(`${ticket.id} is not approved`);
  return settle(ticket, act(system));
};
const assigns =
  ({ technician, itHead }: Cast): Next =>
  (ticket, act) =>
    assign(ticket, technician, act(itHead));

function decided(
  ticket: Ticket,
  { head, itHead }: Cast,
  stage: Stage,
  decision: "approve" | "reject",
  act: Parameters<Next>[1],
): Change {
  const by = stage === "hod" ? head : itHead;
  return decide(ticket, stage, { decision, comment: decision === "reject" ? "Not this year." : null }, by, act(by));
}
