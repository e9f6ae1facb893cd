import type { TicketFacts } from "../domain/event.ts";

/** By the name of a field; "" is the event itself. */
export type Meanings = Record<string, string>;

const round = { round: "Counts the approvals begun: another category begins the next" };

/** What the facts of each type of event mean. */
const facts: Record<TicketFacts["type"], Meanings> = {
  TicketRaised: { ...round, stages: "The approvals that it needs, in order", status: "Where it began" },
  ApprovalRequested: {
    ...round,
    askedOf: "Who can decide it: where nobody has the role, administrators, or nobody until somebody is given it",
  },
  ApprovalReminded: { ...round, reminders: "How many so far", adminsJoined: "Administrators are told as well" },
  ApprovalGiven: { ...round, next: "The stage that is asked next; null after the last" },
  TicketRejected: { ...round, reason: "As it was given, or `expired` where nobody decided in time" },
  TicketApproved: round,
  TicketAssigned: { previous: "Whose it was before" },
  TicketUnassigned: { "": "Its technician left, and it waits to be assigned again" },
  StatusChanged: {},
  CommentAdded: { internal: "A note, which only staff see" },
  AttachmentAdded: { size: "Bytes" },
  AttachmentRemoved: {},
  TicketEdited: {
    ...round,
    changes: "The fields that changed, each from what to what",
    restarted: "The stages of the approval that began anew; empty where none is needed now; null where nothing began",
  },
};

const chain = "for those who may read internal notes, who see the history whole";
const entry: Meanings = {
  sequence: "1, 2, 3, ... of what the caller may see: another reader may see another number. Keep entries by `id`",
  hash: `Only ${chain}: the \`previousHash\` of the next entry`,
  previousHash: `Only ${chain}`,
};

export const eventMeanings = Object.fromEntries(
  Object.entries(facts).map(([type, said]) => [type, { ...entry, ...said }]),
);
