import type { Stage } from "./category.ts";
import type { TicketEvent } from "./event.ts";
import type { Status } from "./ticket.ts";

/** One sentence that says what happened, for lists and subjects. Holds no internal note's text and no link. */
export function messageOf(event: TicketEvent, title: string): string {
  const { ticketId, by } = event;
  const ticket = `${ticketId} (${title})`;
  switch (event.type) {
    case "TicketRaised":
      return `${by.name} raised ${ticket}`;
    case "ApprovalRequested":
      return `${ticket} waits for ${deciders[event.stage]}`;
    case "ApprovalReminded":
      return `${ticket} still waits for a decision`;
    case "ApprovalGiven":
      // The name stands last: what they said follows it.
      return event.next
        ? `${ticket} now waits for ${deciders[event.next]}, approved by ${by.name}`
        : `${by.name} approved ${ticket}`;
    case "TicketRejected":
      return event.reason === "expired" ? `${ticket} expired: nobody decided in time` : `${by.name} rejected ${ticket}`;
    case "TicketApproved":
      return `${ticket} is approved and can be assigned`;
    case "TicketAssigned":
      return `${by.name} assigned ${ticket} to ${event.assignee.name}`;
    case "TicketUnassigned":
      return `${ticket} is back in the queue`;
    case "StatusChanged":
      return `${ticket} is ${words[event.to]}`;
    case "CommentAdded":
      return event.internal ? `${by.name} left a note on ${ticket}` : `${by.name} commented on ${ticket}`;
    case "AttachmentAdded":
      return `${by.name} attached ${event.name} to ${ticket}`;
    case "AttachmentRemoved":
      return `${by.name} removed ${event.name} from ${ticket}`;
    case "TicketEdited":
      return `${by.name} changed ${Object.keys(event.changes).join(", ")} of ${ticket}`;
  }
}

/** Likewise for the app, where the reason of a decision stands with it. */
export function inAppMessageOf(event: TicketEvent, title: string): string {
  const isDecision = event.type === "TicketRejected" || event.type === "ApprovalGiven";
  const reason = isDecision ? quoteOf(event) : null;
  return reason === null ? messageOf(event, title) : `${messageOf(event, title)}: ${shortened(reason)}`;
}

const mostOfAReason = 200;
/** By code points, so that none is cut in two. */
const shortened = (text: string): string => {
  const letters = [...text];
  return letters.length > mostOfAReason ? `${letters.slice(0, mostOfAReason - 1).join("")}…` : text;
};

/** What was said with it, for those who may read it: a comment, a reason, a resolution. */
export function quoteOf(event: TicketEvent): string | null {
  switch (event.type) {
    case "CommentAdded":
      return event.internal ? null : event.message;
    case "TicketRejected":
      return event.reason === "expired" ? null : event.reason;
    case "ApprovalGiven":
    case "StatusChanged":
      return event.comment;
    default:
      return null;
  }
}

const deciders: Record<Stage, string> = { hod: "the head of department", it_head: "the IT head" };

const words: Record<Status, string> = {
  open: "open",
  pending_hod_approval: "waiting for the head of department",
  pending_it_head_approval: "waiting for the IT head",
  approved: "approved",
  assigned: "assigned",
  in_progress: "being worked on",
  on_hold: "on hold",
  resolved: "resolved",
  closed: "closed",
  rejected: "rejected",
  cancelled: "cancelled",
};
