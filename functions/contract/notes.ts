import type { RouteName } from "./routes.ts";

/** What there is to know of an operation beyond its summary, for the OpenAPI document alone: no Lambda carries it. */
export const notes: Partial<Record<RouteName, string>> = {
  raiseTicket: "Its department is the caller's. 422 `invalid` where the category is unknown or retired.",
  listTickets:
    "Users: what they raised; technicians: and what they are assigned; heads: and their department's; IT heads and administrators: all. Filters that nothing fits give an empty list. Lists, searches and the orders `changed` and `urgent` follow a change within seconds.",
  getTicket: "404 for one that the caller may not read, too.",
  editTicket:
    "An edit that changes nothing answers the ticket as it is. 412 `stale_version`: read it again, show both, ask. The approvers' being asked does not make a version stale.",
  getHistory: "Comments are entries of the type `CommentAdded`.",
  addComment: "403 unless `comment` (or `note`) is among the ticket's allowedActions; final tickets take none (409).",
  assignTicket:
    "IT heads and administrators. Takes a technician's place too: the ticket is `assigned` again, whatever it was. 409 `illegal_move` where they have it already. Find technicians with listUsers, role `technician`.",
  moveTicket:
    "Which status may follow which is in the guide above. 409 `illegal_move` where it may not, as when it is there already: after an answer that never came, read the ticket.",
  startUpload:
    "At most 20 files a ticket (422) and 200 announced an hour by one person (429). What is not completed within an hour no longer counts.",
  completeUpload:
    "By whoever announced it. 409 `illegal_move` where nothing has been uploaded; 422 `invalid` where size or content are not as announced: then the upload is gone, and the file is announced anew. Once completed, it answers the same again.",
  getAttachment: "409 `illegal_move` while it is not `available`.",
  deleteAttachment:
    "By whoever attached it, IT heads and administrators, until the ticket is final. Answers the file as it was.",
  createExport:
    "Every ticket of the list that the caller may read, as they are then. Ten an hour (429). Ask getExport, or wait for the push of the type `export`. Kept for a day.",
  getExport: "404 for somebody else's.",
  decideApproval:
    "The decision is recorded when this answers, and `status` follows within a second or so: read the ticket again. 403 `own_ticket` for one's own; 409 `already_decided` where somebody was first, `illegal_move` where the stage is not open.",
  listApprovals:
    "First raised first; for administrators longest waiting first. Not the caller's own. Empty for users and technicians.",
  listNotifications: "Newest first, of the last 90 days.",
  readNotification: "Once read, it stays read. Nothing is pushed to the person's other devices.",
  createSocketTicket:
    "Connect to `url` once, within 30 seconds; a browser's page must be of an origin that the deployment allows, and a native app names none. What comes is `Pushed`; see the guide above for when to connect anew.",
  getDashboard: "The figures follow a change within seconds.",
  listUsers: "Heads see their department, IT heads and administrators all; 403 for users and technicians. By name.",
  createUser:
    "Heads make users of their department, IT heads users and technicians, administrators anybody. Cognito sends the invitation with a temporary password, good for seven days.",
  changeUser:
    "IT heads change users and technicians, within these roles; administrators anybody. Role, department and disabling count at once: open WebSockets of that person end. 409 `last_admin`.",
  resetPassword:
    "As for changeUser. Sends a code (or a new invitation where they never signed in), and signs them out everywhere.",
  resetSecondFactor: "As for changeUser.",
  listCategories: "All at once unless `limit` is given; retired ones too.",
  putCategory: "Administrators. The id is made by whoever adds it, and stays.",
  listDepartments: "All at once unless `limit` is given; retired ones too.",
  putDepartment: "Administrators. The id is made by whoever adds it, and stays.",
  listAudit: "Administrators. `person`: whoever did it, or whose account it was done to.",
};

/** What there is to know of a parameter, by its name: it means the same wherever it stands. */
export const parameterNotes: Record<string, string> = {
  limit: "How many items a page has at most. It may have fewer and go on all the same",
  cursor: "The `nextCursor` of the page before; the other parameters stay as they were, but for `limit`",
  department: "A department's id",
  category: "A category's id",
  assignee: "An account's id",
  requester: "An account's id",
  person: "An account's id",
};
