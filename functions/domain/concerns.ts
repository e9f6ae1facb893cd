import type { Stage } from "./category.ts";
import type { TicketEvent } from "./event.ts";
import type { Ticket } from "./ticket.ts";

/** Whom an event may concern, by what event and ticket say alone. Nobody else has to be looked up to know who is told. */
export type Concerns = {
  requester: string | null;
  assignee: string | null;
  previousAssignee: string | null;
  commenters: string[];
  /** Those who may decide this stage. */
  stage: Stage | null;
  itHeads: boolean;
  admins: boolean;
};

/** The table of who is told (recipients.ts), as far as it can be known before anybody's account is read. */
export function concernsOf(event: TicketEvent, ticket: Ticket): Concerns {
  const isRaised = event.type === "TicketRaised";
  const isReceipt = isRaised && event.stages.length === 0;
  const isAsked = event.type === "ApprovalRequested" || event.type === "ApprovalReminded";
  const isAdded = event.type === "CommentAdded" || event.type === "AttachmentAdded";
  const other = (id: string | undefined): string | null => (id !== undefined && id !== event.by.id ? id : null);
  const isToBoth = !isRaised && !isAsked;
  const requester = isToBoth ? other(ticket.requester.id) : null;
  const assignee = isToBoth ? other(ticket.assignee?.id) : null;
  const known = new Set([requester, assignee, event.by.id]);
  return {
    requester: isReceipt ? ticket.requester.id : requester,
    assignee,
    previousAssignee: event.type === "TicketAssigned" ? other(event.previous?.id) : null,
    commenters: isAdded ? ticket.commenters.filter((id) => !known.has(id)) : [],
    stage: isAsked ? event.stage : null,
    itHeads: isReceipt || event.type === "TicketApproved" || event.type === "TicketUnassigned",
    admins: isToAdmins(event),
  };
}

const isToAdmins = (event: TicketEvent): boolean =>
  (event.type === "ApprovalReminded" && event.adminsJoined) ||
  (event.type === "ApprovalRequested" && event.askedOf === "nobody");
