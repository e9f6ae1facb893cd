import { can } from "./access.ts";
import type { Account } from "./account.ts";
import type { Stage } from "./category.ts";
import { isInternal, needsNoApprovalNow, type TicketEvent } from "./event.ts";
import type { MessageKind } from "./preferences.ts";
import type { AskedReason, FixedReason } from "./reasons.ts";
import { placeOf } from "./spread.ts";
import type { Ticket } from "./ticket.ts";

/** The people around a ticket, as they stand at the time of sending. */
export type People = {
  requester: Account | null;
  assignee: Account | null;
  previousAssignee: Account | null;
  /** Those who are asked to decide the stage that the event is about. */
  deciders: readonly Account[];
  itHeads: readonly Account[];
  admins: readonly Account[];
  commenters: readonly Account[];
};

/** Somebody who is told of an event, what it is to them, and why they are told. */
export type Told = { account: Account; kind: MessageKind; reason: FixedReason | AskedReason };

/** Who is told of an event: once each, never the actor, never somebody who may not read it now. */
export function recipients(event: TicketEvent, ticket: Ticket, people: People): Told[] {
  const told = new Map<string, Told>();
  for (const line of linesOf(event)) {
    for (const account of accountsIn(line, ticket, people)) {
      if (told.has(account.id) || isSpared(account.id, line, event) || !maySee(account, event, ticket)) continue;
      told.set(account.id, { account, kind: line.kind, reason: reasonOf(line, account, ticket) });
    }
  }
  return [...told.values()];
}

/**
 * Whether anybody in this part (or, with an id, this one of them) may have to be told of an event. Who is told can be found
 * out without looking up anybody else.
 */
export const mayConcern = (event: TicketEvent, part: keyof People, id?: string): boolean =>
  linesOf(event).some((line) => line.to === part && (id === undefined || !isSpared(id, line, event)));

/** What an event is to the people in one part, and why they are told. */
type Line = {
  to: keyof People;
  kind: MessageKind;
  reason: FixedReason | ((account: Account, ticket: Ticket) => AskedReason);
  /** Also for whoever did it. */
  isReceipt?: true;
  /** Not for whoever raised the ticket: they may not decide on it. */
  isForOthers?: true;
};

/** The table of who is told, in order: whoever stands in it twice is told for the first reason. */
function linesOf(event: TicketEvent): Line[] {
  switch (event.type) {
    case "TicketRaised":
      return event.stages.length > 0 ? [] : [itHeads("it is ready to be assigned"), receipt];
    case "ApprovalRequested":
      return event.askedOf === "nobody" ? [admins(nobodyDecides)] : [asked(event.stage)];
    case "ApprovalReminded":
      return [asked(event.stage), ...(event.adminsJoined ? [adminsJoin] : [])];
    case "ApprovalGiven":
    case "TicketRejected":
      return [requester("outcome")];
    case "TicketApproved":
      return [requester("outcome"), itHeads("it is ready to be assigned")];
    case "TicketAssigned":
      return [
        { to: "assignee", kind: "work_assigned", reason: "it was assigned to you" },
        requester("progress"),
        { to: "previousAssignee", kind: "progress", reason: "it was taken from you" },
      ];
    case "TicketUnassigned":
      return [itHeads("it is back in the queue"), requester("progress")];
    case "StatusChanged":
      return [requester(ended.has(event.to) ? "outcome" : "progress"), assignee("progress")];
    case "CommentAdded":
    case "AttachmentAdded":
      return [requester("comment"), assignee("comment"), commenters];
    case "TicketEdited":
      return [...(needsNoApprovalNow(event) ? [itHeads("it is ready to be assigned")] : []), ...concerned];
    default:
      return concerned;
  }
}

const requester = (kind: MessageKind): Line => ({ to: "requester", kind, reason: "you raised this ticket" });
const assignee = (kind: MessageKind): Line => ({ to: "assignee", kind, reason: "it is assigned to you" });
const itHeads = (reason: FixedReason): Line => ({ to: "itHeads", kind: "decision_needed", reason });
const admins = (reason: FixedReason): Line => ({ to: "admins", kind: "decision_needed", reason });
const asked = (stage: Stage): Line => ({
  to: "deciders",
  kind: "decision_needed",
  reason: (account, ticket) => whyAsked(account, stage, ticket),
});
const concerned = [requester("progress"), assignee("progress")];
const commenters: Line = { to: "commenters", kind: "comment", reason: "you commented on it" };
const receipt: Line = {
  to: "requester",
  kind: "progress",
  reason: "you raised this ticket: this is your receipt",
  isReceipt: true,
};
const nobodyDecides = "nobody can decide on it: give somebody the role";
const adminsJoin: Line = { ...admins("nobody has decided yet, and you are an administrator"), isForOthers: true };
const ended: ReadonlySet<string> = new Set(["resolved", "closed", "cancelled"]);

function accountsIn({ to, isForOthers }: Line, ticket: Ticket, people: People): readonly Account[] {
  const all = [people[to] ?? []].flat().filter(({ id }) => !isForOthers || id !== ticket.requester.id);
  return to === "itHeads" || to === "deciders" ? someOf(all, ticket) : all;
}

/**
 * Of a group, no more than these are told of one ticket, others of the next: in a big organisation nobody's inbox is to
 * take the traffic of all. Everybody finds everything in their list.
 */
export const mostOfAGroup = 10;

function someOf(group: readonly Account[], { id }: Ticket): readonly Account[] {
  if (group.length <= mostOfAGroup) return group;
  const first = placeOf(id, group.length);
  return [...group.slice(first), ...group.slice(0, first)].slice(0, mostOfAGroup);
}

function whyAsked({ role, department }: Account, stage: Stage, ticket: Ticket): AskedReason {
  const step = ticket.approvals.findIndex((approval) => approval.stage === stage) + 1;
  const ground = {
    hod: `you head ${department}`,
    it_head: "you head IT",
    admin: "you are an administrator, and nobody else can decide",
    technician: "you were asked",
    user: "you were asked",
  };
  return `${ground[role]}, and step ${step} waits for you`;
}

const maySee = (account: Account, event: TicketEvent, ticket: Ticket): boolean =>
  can(account, isInternal(event) ? "note" : "read", ticket) || wasTheirs(account, event);

/** Somebody a ticket was taken from learns that, and nothing of the ticket but its name. */
const wasTheirs = (account: Account, event: TicketEvent): boolean =>
  event.type === "TicketAssigned" && event.previous?.id === account.id && !account.disabled;

/**
 * The actor knows already; only who raised a ticket gets a receipt for it. And whoever has the ticket by now is told of the
 * assignment that gave it to them, not of an earlier one to somebody else.
 */
const isSpared = (id: string, { to, isReceipt }: Line, event: TicketEvent): boolean =>
  (id === event.by.id && !isReceipt) ||
  (to === "assignee" && event.type === "TicketAssigned" && id !== event.assignee.id);

const reasonOf = ({ reason }: Line, account: Account, ticket: Ticket): Told["reason"] =>
  typeof reason === "string" ? reason : reason(account, ticket);
