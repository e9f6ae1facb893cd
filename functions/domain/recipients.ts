import { can } from "./access.ts";
import type { Account } from "./account.ts";
import type { Stage } from "./category.ts";
import { isInternal, type TicketEvent } from "./event.ts";
import type { MessageKind } from "./preferences.ts";
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
export type Told = { account: Account; kind: MessageKind; reason: string };

/** Who is told of an event: once each, never the actor, never somebody who may not read it now. */
export function recipients(event: TicketEvent, ticket: Ticket, people: People): Told[] {
  const told = new Map<string, Told>();
  for (const one of concerned(event, ticket, people)) {
    if (!told.has(one.account.id) && maySee(one.account, event, ticket) && !isActor(one, event)) {
      told.set(one.account.id, one);
    }
  }
  return [...told.values()];
}

/** The table of who is told, in order: whoever stands in it twice is told for the first reason. */
function concerned(event: TicketEvent, ticket: Ticket, people: People): Told[] {
  const requester = (kind: MessageKind) => tell(people.requester, kind, "you raised this ticket");
  const assignee = (kind: MessageKind) => tell(people.assignee, kind, "it is assigned to you");
  const itHeads = (reason: string) => all(someOf(people.itHeads, ticket), "decision_needed", reason);
  switch (event.type) {
    case "TicketRaised":
      if (event.stages.length > 0) return [];
      return [...itHeads("it is ready to be assigned"), ...tell(people.requester, "progress", receipt)];
    case "ApprovalRequested":
      return asked(event, event.askedOf === "nobody", ticket, people);
    case "ApprovalReminded": {
      const joined = event.adminsJoined ? "nobody has decided yet, and you are an administrator" : null;
      return [...asked(event, false, ticket, people), ...(joined ? all(people.admins, "decision_needed", joined) : [])];
    }
    case "ApprovalGiven":
    case "TicketRejected":
      return requester("outcome");
    case "TicketApproved":
      return [...requester("outcome"), ...itHeads("it is ready to be assigned")];
    case "TicketAssigned":
      return [
        ...tell(people.assignee, "work_assigned", "it was assigned to you"),
        ...requester("progress"),
        ...tell(people.previousAssignee, "progress", "it was taken from you"),
      ];
    case "TicketUnassigned":
      return [...itHeads("it is back in the queue"), ...requester("progress")];
    case "StatusChanged":
      return [...requester(ended.has(event.to) ? "outcome" : "progress"), ...assignee("progress")];
    case "CommentAdded":
    case "AttachmentAdded":
      return [
        ...requester("comment"),
        ...assignee("comment"),
        ...all(people.commenters, "comment", "you commented on it before"),
      ];
    default:
      return [...requester("progress"), ...assignee("progress")];
  }
}

/**
 * Of a group, no more than these are told of one ticket, others of the next: in a big organisation nobody's inbox is to
 * take the traffic of all. Everybody finds everything in their list.
 */
export const mostOfAGroup = 10;

function someOf(group: readonly Account[], { id }: Ticket): readonly Account[] {
  if (group.length <= mostOfAGroup) return group;
  const first = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7) % group.length;
  return [...group.slice(first), ...group.slice(0, first)].slice(0, mostOfAGroup);
}

const receipt = "you raised this ticket: this is your receipt";
const ended: ReadonlySet<string> = new Set(["resolved", "closed", "cancelled"]);

function asked({ stage }: { stage: Stage }, nobody: boolean, ticket: Ticket, { deciders, admins }: People): Told[] {
  if (nobody) return all(admins, "decision_needed", "nobody can decide on it: give somebody the role");
  return someOf(deciders, ticket).flatMap((one) => tell(one, "decision_needed", whyAsked(one, stage, ticket)));
}

function whyAsked({ role, department }: Account, stage: Stage, ticket: Ticket): string {
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

const tell = (account: Account | null, kind: MessageKind, reason: string): Told[] =>
  account ? [{ account, kind, reason }] : [];

const all = (accounts: readonly Account[], kind: MessageKind, reason: string): Told[] =>
  accounts.flatMap((account) => tell(account, kind, reason));

const maySee = (account: Account, event: TicketEvent, ticket: Ticket): boolean =>
  can(account, isInternal(event) ? "note" : "read", ticket) || wasTheirs(account, event);

/** Somebody a ticket was taken from learns that, and nothing of the ticket but its name. */
const wasTheirs = (account: Account, event: TicketEvent): boolean =>
  event.type === "TicketAssigned" && event.previous?.id === account.id && !account.disabled;

/** The actor knows already; only who raised a ticket gets a receipt for it. */
const isActor = ({ account, reason }: Told, event: TicketEvent): boolean =>
  account.id === event.by.id && reason !== receipt;
