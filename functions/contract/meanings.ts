import { fileEndings, mostBytes } from "../domain/fileKinds.ts";
import { eventMeanings, type Meanings } from "./eventMeanings.ts";

/*
 * What names and types do not say, for the OpenAPI document alone: written here, and not beside the schemas, it is in no Lambda.
 * By the name of a schema and of its field; "" is the schema itself.
 */
const ticketRow: Meanings = {
  department:
    "The requester's when it was raised, and that of its head who approves; null where an administrator raised it",
  updatedAt: "When its status, its technician or its words last changed; a comment or a file does not count",
};
const ticket: Meanings = {
  ...ticketRow,
  version: "What the ETag holds. An internal note does not raise it",
  approvals: "The stages in their order; empty where none is needed",
  attachments: "Announced ones too: offer those that are `available`",
  allowedActions:
    "What the caller may do now: offer these. `comment`: addComment, `note`: with `internal`; `attach`: startUpload; `decide`: decideApproval of the stage that is `pending`; `edit`: editTicket, with `category` only where `editCategory` is there too; `assign`: assignTicket; `start`, `hold`, `resolve`, `close`, `reopen`, `cancel`: moveTicket to `in_progress`, `on_hold`, `resolved`, `closed`, `in_progress`, `cancelled`",
  resolution: "What was said when it was resolved; null before, and again once it is reopened",
};
const account: Meanings = {
  department: "Null for administrators, and for nobody else",
  phone: "E.164, such as +4915112345678; 422 for a new one in a country that this desk does not text",
  disabled: "Cannot sign in; their tickets stay",
};
const changed: Meanings = { warnings: "What the change leaves undecided, as sentences in English" };

export const meanings: Record<string, Meanings> = {
  Person: { id: "An account's id, or `system` for what the desk did by itself" },
  MessageKind: {
    "": "`decision_needed`: to decide or to assign something; `work_assigned`: a ticket given to you; `outcome`: approved, rejected, resolved, closed, cancelled; `progress`: all else that happens to a ticket; `comment`: comments and files",
  },
  Preferences: {
    "": "Which kinds of message come by which channel. A change replaces all of it",
    sms: "Nothing comes where `phone` is null",
    quietHours:
      "Local times, from up to but not including to, over midnight where `from` is later, never where both are the same; `timeZone` is an IANA name. E-mail and SMS wait until they end; the app is told at once",
  },
  Account: account,
  ChangedAccount: { ...account, ...changed },
  NewAccount: { department: "A must for every role but `admin`, which has none", phone: account.phone ?? "" },
  AccountChanges: { "": "What is left out stays as it is. Without a department there are only administrators" },
  OwnChanges: { "": "What is left out stays as it is" },

  TicketRow: ticketRow,
  Ticket: ticket,
  OpenedTicket: {
    ...ticket,
    history: "Its beginning, where `history` was asked for; getHistory takes its `nextCursor`",
  },
  Approval: {
    state:
      "`pending`: may be decided now; `waiting`: a stage before it is not decided; `cancelled`: the ticket was cancelled or rejected before",
    decidedBy: "Null until it is decided; `system` where it expired",
    comment: "What was said with the decision",
  },
  TicketEdit: {
    "": "What is left out stays as it is. Another category before anybody is assigned begins the approval anew, with that category's stages",
  },
  NewTicket: { category: "The id of an active category" },
  NewComment: { internal: "A note for staff: needs `note` among the ticket's allowedActions" },
  Assignment: { technicianId: "An enabled account of the role `technician`" },
  StatusMove: {
    status:
      "One of `in_progress` (start, go on, reopen), `on_hold`, `resolved`, `closed`, `cancelled`; no other can be moved to",
    comment: "A must for `resolved`, where it becomes the resolution",
  },
  Decision: { comment: "A must for `reject`: the reason, which the requester is told" },

  Event: { "": "An entry of a ticket's history, by its `type`. There may be further types one day: show who and when" },
  ...eventMeanings,

  Attachment: {
    size: "Bytes",
    contentType: "As declared, and as the content was found to be",
    state:
      "`awaiting_upload`: announced, and not completed; `scanning`: looked at for malware, where the deployment has that done; `available`: can be downloaded; `refused`: never will be. No event and no push tells the end of a scan: read the ticket again",
    uploadedAt: "When it was announced, then when it was completed",
  },
  NewAttachment: {
    name: `Ends in one of ${fileEndings.join(", ")}; without / and \\`,
    size: `Bytes: exactly those of the file, ${mostBytes} at most`,
  },
  Upload: {
    upload:
      "Within five minutes, POST `multipart/form-data` to `url` without Authorization: all `fields`, then the file as the last field, named `file`. 204 is success; errors are XML of S3. Then completeUpload",
  },
  Download: { url: "Needs no Authorization; always a download" },
  Export: {
    state: "`ready` within moments as a rule; `failed` also once its owner's role or department has changed",
    rows: "How many tickets the file has; null until it is ready",
    truncated: "The list goes on beyond what the file holds: 100,000 rows, or what can be read in 80 seconds",
    url: "Null unless ready; another with each answer. UTF-8 CSV with a byte order mark, separated by commas",
  },

  Notification: {
    type: "The type of the event that it is about",
    message: "A sentence in English",
    reason: "Why it came, a sentence in English",
  },
  Pushed: {
    "": "What the WebSocket sends, a JSON text each. There may be further types one day: leave them out",
  },
  PushedTicket: {
    "": "Something has happened to a ticket that you may read: read it and its history again, also where the version is one that you have, since an internal note does not raise it",
  },
  PushedNotification: {
    "": "A new notification in your inbox. Of a ticket that was taken from you, this is all that comes",
  },
  PushedExport: { "": "An export of yours is ready: getExport" },
  PushedError: { "": "The answer to whatever a client sends" },

  Dashboard: {
    scope: "Which tickets the figures are about: raised by you, assigned to you, your department's, or all",
    counts: "A figure for each status and each priority",
    awaitingMyDecision: "As many as listApprovals shows",
    raisedByMe: "Whatever the scope",
    unreadNotifications: "99 stands for 99 or more",
    latestTickets: "The five that were raised last",
    latestNotifications: "The last three",
    trend: "The last 30 days in UTC, today last",
    ageing:
      "Tickets that have not ended, by how many days ago they were raised: each group up to `upToDays` and older than the one before; null: older than all",
    times: "Minutes, of tickets of this month and the two before. For heads of department, IT heads and administrators",
    technicians: "For IT heads and administrators",
  },
  Category: {
    approvals: "The stages that its tickets need, in this order; a ticket keeps those that it was raised with",
    active: "Retired ones can be read, and no ticket raised in them",
  },
  ChangedCategory: changed,
  ChangedDepartment: changed,
  CategoryContent: { approvals: "Each stage once at most" },
  AuditEvent: {
    before: "The account, category or department as it was: null where it is new, and for resets",
    after: "As it became; null for resets. Accounts have email, name, role, department, phone, disabled",
  },
  Problem: {
    type: "Where the guide tells of the `code`, from the desk's address",
    detail: "A sentence in English that may be shown",
    code: "Say and do things by this, not by `detail`",
    requestId: "For whoever looks into the logs",
    errors: "The places at fault, where there are any",
  },
};
