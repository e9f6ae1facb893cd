import type { Person } from "./account.ts";
import type { Stage } from "./category.ts";
import type { Act, AskedOf, Files, Priority, Status, Ticket } from "./ticket.ts";

type Edit<T> = { from: T; to: T };

/** What an edit changed, field by field. */
export type Edits = {
  title?: Edit<string>;
  description?: Edit<string>;
  category?: Edit<string>;
  priority?: Edit<Priority>;
};

/** Why a ticket was taken from a technician who did not hand it over. */
export type LeaveReason = "disabled" | "other_role" | "other_department";

/** What can happen to a ticket, with the facts of each. */
export type TicketFacts =
  | {
      type: "TicketRaised";
      title: string;
      description: string;
      category: string;
      priority: Priority;
      status: Status;
      stages: Stage[];
      round: number;
    }
  | { type: "ApprovalRequested"; stage: Stage; askedOf: AskedOf; round: number }
  | { type: "ApprovalReminded"; stage: Stage; reminders: number; adminsJoined: boolean; round: number }
  | { type: "ApprovalGiven"; stage: Stage; comment: string | null; next: Stage | null; round: number }
  | { type: "TicketRejected"; stage: Stage; reason: string; round: number }
  | { type: "TicketApproved"; round: number }
  | { type: "TicketAssigned"; assignee: Person; previous: Person | null }
  | { type: "TicketUnassigned"; previous: Person; reason: LeaveReason }
  | { type: "StatusChanged"; from: Status; to: Status; comment: string | null }
  | { type: "AttachmentAdded"; attachmentId: string; name: string; size: number; contentType: string }
  | { type: "AttachmentRemoved"; attachmentId: string; name: string }
  | { type: "CommentAdded"; message: string; internal: boolean }
  | { type: "TicketEdited"; changes: Edits; restarted: Stage[] | null; round: number };

/** What a rule decides: the ticket as it becomes, and the one event that says why. */
export type Change = {
  ticket: Ticket;
  event: TicketFacts & Act;
  /** The ticket's files, where the event changes them. */
  files?: Files;
};

export type About = Pick<Ticket, "status" | "priority" | "department" | "category">;

/** An event as it is kept: the facts, who and when, its place, and the link to the one before it. */
export type TicketEvent = TicketFacts & {
  id: string;
  ticketId: string;
  /** 1 for the first event of a ticket, without gaps. */
  sequence: number;
  /** The ticket's version after it: the same count without internal notes, shown to those who cannot read them. */
  version: number;
  by: Person;
  at: string;
  /** The ticket after it, in the words that subscribers filter by. */
  about: About;
  previousHash: string;
  hash: string;
};

/** What the ticket describes from this event on; undefined where it goes on as before. */
export function descriptionIn(event: TicketFacts): string | undefined {
  if (event.type === "TicketRaised") return event.description;
  return event.type === "TicketEdited" ? event.changes.description?.to : undefined;
}

/** Whether the ticket is found by other words from this event on. */
export const changesWords = (event: TicketFacts): boolean =>
  descriptionIn(event) !== undefined || (event.type === "TicketEdited" && event.changes.title !== undefined);

/** Work goes on that had been done with: it is again with whoever did it. */
export const isReopening = (event: TicketFacts): boolean =>
  event.type === "StatusChanged" && event.from === "resolved" && event.to === "in_progress";

/** An edit has left nothing to approve: from now on the ticket can be assigned. */
export const needsNoApprovalNow = (event: TicketFacts): boolean =>
  event.type === "TicketEdited" && event.restarted?.length === 0;

/** Only staff who may read internal notes see an event like this. */
export const isInternal = (event: TicketFacts): boolean => event.type === "CommentAdded" && event.internal;
