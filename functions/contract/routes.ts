import * as z from "zod/mini";
import {
  account,
  accountChanges,
  changedAccount,
  directoryQuery,
  newAccount,
  ownChanges,
  passwordReset,
  secondFactorReset,
  userParams,
} from "./accounts.ts";
import { attachment, attachmentParams, download, newAttachment, upload } from "./attachments.ts";
import { auditEvent, auditQuery } from "./audit.ts";
import {
  catalogueQuery,
  category,
  categoryContent,
  categoryParams,
  changedCategory,
  changedDepartment,
  department,
  departmentContent,
  departmentParams,
} from "./catalogue.ts";
import { dashboard } from "./dashboard.ts";
import { exportParams, newExport, ticketExport } from "./exports.ts";
import { pageOf } from "./fields.ts";
import { inboxQuery, notification, notificationParams, readCount, socketTicket } from "./notifications.ts";
import type { Route } from "./route.ts";
import {
  approvalsQuery,
  assignment,
  decision,
  event,
  historyQuery,
  listQuery,
  newComment,
  newTicket,
  openedTicket,
  stageParams,
  statusMove,
  ticket,
  ticketEdit,
  ticketParams,
  ticketQuery,
  ticketRow,
} from "./tickets.ts";

const created = { status: 201 } as const;
const etag = { versioned: "answers" } as const;
const open = { access: "public" } as const;
const openapi = z.looseObject({ openapi: z.string() });
const health = z.object({ status: z.literal("ok") });

/**
 * THE list of routes. The gateway, the handlers, the OpenAPI document and the typed client are made from it. Bundles take it apart
 * by its form (lib/bundling/ownRoute.ts): each route begins at an indent of two, and handlers import it as `{ routes }` alone.
 */
export const routes = {
  getMe: route("GET", "/v1/me", "Your own account", { result: account }),
  changeMe: route("PATCH", "/v1/me", "Change your own account", { body: ownChanges, result: account }),

  raiseTicket: route("POST", "/v1/tickets", "Raise a ticket", { body: newTicket, result: ticket, ...created, ...etag }),
  listTickets: route("GET", "/v1/tickets", "The tickets you may read", { query: listQuery, result: pageOf(ticketRow) }),
  getTicket: route("GET", "/v1/tickets/{ticketId}", "One ticket", {
    params: ticketParams,
    query: ticketQuery,
    result: openedTicket,
    ...etag,
  }),
  editTicket: route("PATCH", "/v1/tickets/{ticketId}", "Change what a ticket says", {
    params: ticketParams,
    body: ticketEdit,
    result: ticket,
    versioned: "requires",
  }),
  getHistory: route("GET", "/v1/tickets/{ticketId}/history", "What happened to a ticket, oldest first", {
    params: ticketParams,
    query: historyQuery,
    result: pageOf(event),
  }),
  addComment: route("POST", "/v1/tickets/{ticketId}/comments", "Comment on a ticket", {
    params: ticketParams,
    body: newComment,
    result: event,
    ...created,
  }),
  assignTicket: route("PUT", "/v1/tickets/{ticketId}/assignee", "Put a technician on a ticket", {
    params: ticketParams,
    body: assignment,
    result: ticket,
    ...etag,
  }),
  moveTicket: route("PUT", "/v1/tickets/{ticketId}/status", "Start, hold, resolve, close, reopen or cancel a ticket", {
    params: ticketParams,
    body: statusMove,
    result: ticket,
    ...etag,
  }),

  startUpload: route("POST", "/v1/tickets/{ticketId}/attachments", "Announce a file, and learn where to upload it", {
    params: ticketParams,
    body: newAttachment,
    result: upload,
    ...created,
  }),
  completeUpload: route(
    "POST",
    "/v1/tickets/{ticketId}/attachments/{attachmentId}/complete",
    "Have an uploaded file checked and added",
    { params: attachmentParams, result: attachment },
  ),
  getAttachment: route(
    "GET",
    "/v1/tickets/{ticketId}/attachments/{attachmentId}",
    "Where to download a file, for a minute",
    {
      params: attachmentParams,
      result: download,
    },
  ),
  deleteAttachment: route("DELETE", "/v1/tickets/{ticketId}/attachments/{attachmentId}", "Remove a file", {
    params: attachmentParams,
    result: attachment,
  }),

  createExport: route("POST", "/v1/exports", "Have the tickets of a list written to a CSV file", {
    body: newExport,
    result: ticketExport,
    ...created,
  }),
  getExport: route("GET", "/v1/exports/{exportId}", "How an export of yours stands, and where to download it", {
    params: exportParams,
    result: ticketExport,
  }),

  decideApproval: route("POST", "/v1/tickets/{ticketId}/approvals/{stage}/decision", "Approve or reject a stage", {
    params: stageParams,
    body: decision,
    result: ticket,
    ...etag,
  }),
  listApprovals: route("GET", "/v1/approvals", "Tickets that wait for your decision", {
    query: approvalsQuery,
    result: pageOf(ticketRow),
  }),

  listNotifications: route("GET", "/v1/notifications", "What you were told", {
    query: inboxQuery,
    result: pageOf(notification),
  }),
  readNotification: route("PUT", "/v1/notifications/{notificationId}/read", "Mark one notification as read", {
    params: notificationParams,
    result: notification,
  }),
  readAllNotifications: route("POST", "/v1/notifications/read", "Mark all notifications as read", {
    result: readCount,
  }),
  createSocketTicket: route("POST", "/v1/socket-tickets", "A one-use address for live updates, good for 30 seconds", {
    result: socketTicket,
  }),

  getDashboard: route("GET", "/v1/dashboard", "What there is to see and to do, by your role", { result: dashboard }),

  listUsers: route("GET", "/v1/users", "The accounts you may read", {
    query: directoryQuery,
    result: pageOf(account),
  }),
  createUser: route("POST", "/v1/users", "Make an account and invite its owner by e-mail", {
    body: newAccount,
    result: account,
    ...created,
  }),
  getUser: route("GET", "/v1/users/{userId}", "One account", { params: userParams, result: account }),
  changeUser: route("PATCH", "/v1/users/{userId}", "Change, disable or enable an account", {
    params: userParams,
    body: accountChanges,
    result: changedAccount,
  }),
  resetPassword: route("POST", "/v1/users/{userId}/password-reset", "Have somebody set a new password", {
    params: userParams,
    result: passwordReset,
  }),
  resetSecondFactor: route(
    "POST",
    "/v1/users/{userId}/second-factor-reset",
    "Let somebody who has lost their second factor sign in without it",
    { params: userParams, result: secondFactorReset },
  ),

  listCategories: route("GET", "/v1/categories", "The categories of tickets", {
    query: catalogueQuery,
    result: pageOf(category),
  }),
  putCategory: route(
    "PUT",
    "/v1/categories/{categoryId}",
    "Add, rename or retire a category, or change its approval stages",
    {
      params: categoryParams,
      body: categoryContent,
      result: changedCategory,
    },
  ),
  listDepartments: route("GET", "/v1/departments", "The departments", {
    query: catalogueQuery,
    result: pageOf(department),
  }),
  putDepartment: route("PUT", "/v1/departments/{departmentId}", "Add, rename or retire a department", {
    params: departmentParams,
    body: departmentContent,
    result: changedDepartment,
  }),
  listAudit: route("GET", "/v1/audit", "Administrative changes, newest first", {
    query: auditQuery,
    result: pageOf(auditEvent),
  }),

  getOpenapi: route("GET", "/v1/openapi.json", "This document", { result: openapi, ...open }),
  getHealth: route("GET", "/v1/health", "Whether the service answers", { result: health, ...open }),
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;

type Usual = { access: "signedIn"; status: 200 };
type Address<M, P> = { method: M; path: P; summary: string };

/** A route for signed-in callers that answers 200, unless `rest` says otherwise. */
function route<M extends Route["method"], P extends Route["path"], const R extends Partial<Route>>(
  method: M,
  path: P,
  summary: string,
  rest: R,
): Address<M, P> & Omit<Usual, keyof R> & R {
  return { access: "signedIn", status: 200, method, path, summary, ...rest };
}
