import type * as z from "zod/mini";
import {
  account,
  accountChanges,
  changedAccount,
  messageKind,
  newAccount,
  ownChanges,
  person,
  preferences,
  role,
} from "./accounts.ts";
import { attachment, download, newAttachment, upload } from "./attachments.ts";
import { auditEvent } from "./audit.ts";
import {
  category,
  categoryContent,
  changedCategory,
  changedDepartment,
  department,
  departmentContent,
  stage,
} from "./catalogue.ts";
import { dashboard } from "./dashboard.ts";
import { anyEvent, events } from "./events.ts";
import { newExport, ticketExport } from "./exports.ts";
import { notification } from "./notifications.ts";
import { anyPush, pushes } from "./pushed.ts";
import {
  assignment,
  decision,
  event,
  newComment,
  newTicket,
  openedTicket,
  statusMove,
  ticket,
  ticketEdit,
  ticketRow,
} from "./tickets.ts";

/** A schema that stands once in the OpenAPI document, under its name; `told` is what is told of it there in its place. */
export type Named = { schema: z.ZodMiniType; told?: z.ZodMiniType };

/** After the type that each of them has. */
const byType = (schemas: typeof events | typeof pushes, called: (type: string) => string) =>
  Object.fromEntries(
    schemas.map((schema) => [called(schema.shape.type.def.values.join()), { schema } satisfies Named]),
  );

/** What the types of a client are called that is made from the document. Nothing that a Lambda carries imports this. */
export const names: Record<string, Named> = {
  Role: { schema: role },
  Person: { schema: person },
  MessageKind: { schema: messageKind },
  Preferences: { schema: preferences },
  Account: { schema: account },
  ChangedAccount: { schema: changedAccount },
  OwnChanges: { schema: ownChanges },
  NewAccount: { schema: newAccount },
  AccountChanges: { schema: accountChanges },

  Status: { schema: ticketRow.shape.status },
  Priority: { schema: ticketRow.shape.priority },
  Stage: { schema: stage },
  TicketRow: { schema: ticketRow },
  Ticket: { schema: ticket },
  OpenedTicket: { schema: openedTicket },
  Approval: { schema: ticket.shape.approvals.def.element },
  AllowedAction: { schema: ticket.shape.allowedActions.def.element },
  NewTicket: { schema: newTicket },
  TicketEdit: { schema: ticketEdit },
  NewComment: { schema: newComment },
  Assignment: { schema: assignment },
  StatusMove: { schema: statusMove },
  Decision: { schema: decision },

  Event: { schema: event, told: anyEvent },
  ...byType(events, (type) => type),

  Attachment: { schema: attachment },
  NewAttachment: { schema: newAttachment },
  Upload: { schema: upload },
  Download: { schema: download },
  NewExport: { schema: newExport },
  Export: { schema: ticketExport },

  Notification: { schema: notification },
  Pushed: { schema: anyPush },
  ...byType(pushes, (type) => `Pushed${type.charAt(0).toUpperCase()}${type.slice(1)}`),

  Dashboard: { schema: dashboard },
  Category: { schema: category },
  ChangedCategory: { schema: changedCategory },
  CategoryContent: { schema: categoryContent },
  Department: { schema: department },
  ChangedDepartment: { schema: changedDepartment },
  DepartmentContent: { schema: departmentContent },
  AuditEvent: { schema: auditEvent },
};
