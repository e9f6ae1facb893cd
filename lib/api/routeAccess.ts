import type { Route } from "../../functions/contract/route.ts";
import { type RouteName, routes } from "../../functions/contract/routes.ts";
import type { IndexName } from "../../functions/store/table.ts";
import { type Data, tableEnvironment } from "../data/data.ts";
import { finds, handles } from "../data/fileGrants.ts";
import { manages } from "../data/identity.ts";
import { changes, commits, counts, forgets, type Right, reads, readsMany, writes } from "../grants.ts";
import type { Sockets } from "../notifications/sockets.ts";
import type { Settings } from "../settings.ts";

type Given = { settings: Settings; data: Data; sockets: Sockets };

/** The indexes that a route asks; one that is missing here asks none. */
const indexes: Partial<Record<RouteName, readonly IndexName[]>> = {
  raiseTicket: ["byRole"],
  listTickets: ["byRequester", "byAssignee", "byDepartment", "byShard", "byChange", "byUrgency"],
  getDashboard: ["byRequester", "byAssignee", "byDepartment", "byShard", "byRole", "byUnread"],
  listApprovals: ["byApprover", "byClock"],
  listNotifications: ["byUnread"],
  readAllNotifications: ["byUnread"],
  changeUser: ["byRole"],
  putCategory: ["byRole"],
  putDepartment: ["byRole"],
  listUsers: ["byRole", "byName", "byLastName", "byEmail"],
  listAudit: ["byActor", "byAuditTime"],
};

export const indexesOf = (name: RouteName): readonly IndexName[] => indexes[name] ?? [];

/** What a route is told besides what all are told. */
const told: Partial<Record<RouteName, (given: Given) => Record<string, string>>> = {
  raiseTicket: ({ settings }) => ({ TICKETS_A_MINUTE: String(settings.ticketsAMinute) }),
  changeMe: textedCodes,
  createUser: textedCodes,
  changeUser: textedCodes,
  createSocketTicket: ({ sockets }) => ({ SOCKET_URL: sockets.url }),
  startUpload: bucketName,
  completeUpload: aboutUploads,
  getAttachment: bucketName,
  getExport: bucketName,
};

/** What an administrator changes is written only while they still are one. */
const byAdministrators: ReadonlySet<RouteName> = new Set([
  "createUser",
  "changeUser",
  "resetPassword",
  "resetSecondFactor",
  "putCategory",
  "putDepartment",
]);

/** What a route may do besides what its method allows. */
const rights: Partial<Record<RouteName, (data: Data) => Right[]>> = {
  raiseTicket: ({ table }) => [counts(table, "RAISED")],
  listTickets: ({ table }) => [readsMany(table)],
  readNotification: ({ table }) => [changes(table)],
  readAllNotifications: ({ table }) => [changes(table)],

  startUpload: ({ table, files }) => [changes(table), handles(files, "upload", "PutObject")],
  completeUpload: ({ files }) => [
    finds(files),
    handles(files, "upload", "GetObject", "GetObjectVersion", "DeleteObjectVersion"),
    handles(files, "kept", "PutObject", "GetObject"),
  ],
  getAttachment: ({ files }) => [handles(files, "kept", "GetObjectVersion")],
  createExport: ({ table }) => [changes(table)],
  getExport: ({ files }) => [handles(files, "export", "GetObjectVersion")],

  createUser: ({ userPool }) => [manages(userPool, "CreateUser", "GetUser")],
  resetPassword: ({ userPool }) => [manages(userPool, ...resettingPassword)],
  resetSecondFactor: ({ userPool }) => [manages(userPool, "GetUser", "SetUserMFAPreference")],
};

/** A code by e-mail, or the invitation once more; and the sessions end. */
const resettingPassword = ["GetUser", "CreateUser", "ResetUserPassword", "UserGlobalSignOut"];

/** What the Lambda of a route is told: nothing where everybody may call it. */
export function toldTo(name: RouteName, given: Given): Record<string, string> {
  const { access }: Route = routes[name];
  if (access === "public") return {};
  const { settings, data } = given;
  return {
    ...tableEnvironment(settings, data),
    USER_POOL_ID: data.userPool.userPoolId,
    USER_POOL_CLIENT_ID: data.userPoolClient.userPoolClientId,
    MISSES_A_MINUTE: String(settings.missesAMinute),
    ...told[name]?.(given),
  };
}

/** What it may do: by its method and by its name, and nothing where everybody may call it. */
export function allowedTo(name: RouteName, data: Data): Right[] {
  const { access, method }: Route = routes[name];
  if (access === "public") return [];
  const { table } = data;
  return [
    ...reads(table, indexesOf(name)),
    counts(table, "MISSES"),
    ...(method === "GET" ? [] : [byAdministrators.has(name) ? commits(table) : writes(table)]),
    ...(method === "POST" ? [forgets(table, "REQUEST")] : []),
    ...(rights[name]?.(data) ?? []),
  ];
}

function textedCodes({ settings }: Given): Record<string, string> {
  return { SMS_CODES: settings.smsCodes.join(",") };
}

function bucketName({ data }: Given): Record<string, string> {
  return { BUCKET_NAME: data.files.bucketName };
}

function aboutUploads(given: Given): Record<string, string> {
  return { ...bucketName(given), MALWARE_SCAN: String(given.settings.malwareScan) };
}
