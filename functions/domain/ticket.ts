import type { Person, Role } from "./account.ts";
import type { Stage } from "./category.ts";

export const priorities = ["low", "medium", "high", "critical"] as const;
export type Priority = (typeof priorities)[number];

export const statuses = [
  "open",
  "pending_hod_approval",
  "pending_it_head_approval",
  "approved",
  "assigned",
  "in_progress",
  "on_hold",
  "resolved",
  "closed",
  "rejected",
  "cancelled",
] as const;
export type Status = (typeof statuses)[number];

export const approvalStates = ["waiting", "pending", "approved", "rejected", "cancelled"] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** Those who are asked to decide: the holders of the stage's role or, for want of one, somebody above. */
export type AskedOf = "hod" | "it_head" | "admin" | "nobody";

/** One stage of a ticket's approval. */
export type Approval = {
  stage: Stage;
  state: ApprovalState;
  askedOf: AskedOf;
  /** When the stage was opened and its approvers asked, for as long as they are waited for. */
  requestedAt: string | null;
  /** The version that the ticket became by the last asking, where nothing but that had changed, and likewise for as long. */
  askedAs: number | null;
  reminders: number;
  decidedBy: Person | null;
  decidedAt: string | null;
  comment: string | null;
};

export type Ticket = {
  id: string;
  title: string;
  /** The sequence of the event that says what it describes. */
  describedIn: number;
  /** The sequence of the last event that changed its title or what it describes. */
  wordedIn: number;
  category: string;
  priority: Priority;
  status: Status;
  department: string | null;
  requester: Person;
  /** The requester's role when they raised it: an admin's own ticket may fall to the IT heads. */
  requesterRole: Role;
  assignee: Person | null;
  /** When the assignee got it, and where they worked then. */
  assignment: { at: string; department: string | null } | null;
  /** The stages it was raised with, pinned. */
  approvals: Approval[];
  /** Counts the approvals begun: one more each time a change of category restarts them. */
  round: number;
  /** The accounts that commented last, notes included, but for the requester's: they are told of what is said next. */
  commenters: string[];
  resolution: string | null;
  /** When somebody was first put on it. */
  firstAssignedAt: string | null;
  resolvedAt: string | null;
  /** Counts the events that everybody who may read the ticket can see; its ETag. */
  version: number;
  /** Counts all events, internal notes too; what a write is checked against. */
  revision: number;
  /** The hash of the last event. */
  head: string;
  createdAt: string;
  /** When its status, its technician or its words were last changed; not when somebody commented on it. */
  updatedAt: string;
};

/** A ticket, and what it describes: that stands in its history and nowhere else. */
export type Described = { ticket: Ticket; description: string };

export const attachmentStates = ["awaiting_upload", "scanning", "available", "refused"] as const;
export type AttachmentState = (typeof attachmentStates)[number];

/** A file of a ticket. `object` is the version of the stored object that was checked; nothing else is ever handed out. */
export type Attachment = {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  contentType: string;
  state: AttachmentState;
  uploadedBy: Person;
  uploadedAt: string;
  object: string | null;
};

/** The files of one ticket, as they are kept: beside the ticket, under a revision of their own. */
export type Files = { ticketId: string; revision: number; attachments: Attachment[] };

/** Who does something, and when (ISO 8601, UTC). */
export type Act = { by: Person; at: string };

/** Nobody works on it yet. */
export const beforeAssignment: readonly Status[] = [
  "open",
  "pending_hod_approval",
  "pending_it_head_approval",
  "approved",
];

export const finalStatuses: readonly Status[] = ["closed", "rejected", "cancelled"];
export const isFinal = (ticket: Ticket): boolean => finalStatuses.includes(ticket.status);

/** The stage a pending ticket stands at, or null. */
export const pendingStage = ({ status }: Pick<Ticket, "status">): Stage | null =>
  status === "pending_hod_approval" ? "hod" : status === "pending_it_head_approval" ? "it_head" : null;

/** Every stage has been approved, and the ticket has moved on: nobody decides on it any more. */
export const isSettled = ({ status, approvals }: Pick<Ticket, "status" | "approvals">): boolean =>
  pendingStage({ status }) === null && approvals.length > 0 && approvals.every(({ state }) => state === "approved");

export const isDecided = ({ state }: Approval): boolean => state === "approved" || state === "rejected";

export const pendingStatus = (stage: Stage): Status =>
  stage === "hod" ? "pending_hod_approval" : "pending_it_head_approval";

/** The ticket with something added to it, visibly to all its readers; it stays where it was in lists. */
export const noted = (ticket: Ticket, fields: Partial<Ticket>): Ticket => ({
  ...ticket,
  ...fields,
  version: ticket.version + 1,
});

/** The ticket with a change of what lists show or are ordered by. */
export const changed = (ticket: Ticket, { at }: Act, fields: Partial<Ticket>): Ticket => ({
  ...noted(ticket, fields),
  updatedAt: at,
});
