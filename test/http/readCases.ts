import type { Caller, Person } from "./callers.ts";
import { type Case, stages, user } from "./roundTripCases.ts";

/** Every route that only reads. */
export function readCases(call: Caller): Case[] {
  const { onTicket, onEdited, withFile, begun, idOf } = stages(call);
  const list = (what: string, by: Person, query: object): Case => ({
    route: "listTickets",
    what,
    by,
    parts: () => ({ query }),
  });
  const dashboard = (by: Person): Case => ({ route: "getDashboard", what: `of ${by}`, by, parts: () => ({}) });
  return [
    { route: "getMe", by: user, parts: () => ({}) },
    list("of all", "admin", {}),
    list("of all, oldest first", "admin", { sort: "oldest" }),
    list("of all, last changed first", "admin", { sort: "changed" }),
    list("of all, most urgent first", "admin", { sort: "urgent" }),
    list("of all, by what they say", "admin", { q: "title" }),
    list("of all, of a status", "admin", { status: "open" }),
    list("of all, of a status that none has", "admin", { status: "on_hold" }),
    list("of a department", "hod.finance", {}),
    list("that are one's own or assigned", "tech.ana", {}),
    list("that are one's own", user, {}),
    { route: "getTicket", by: user, parts: () => onTicket() },
    { route: "getTicket", what: "of an edited ticket", by: user, parts: () => onEdited() },
    {
      route: "getTicket",
      what: "with its history",
      by: user,
      parts: async () => ({ ...(await onTicket()), query: { history: 50 } }),
    },
    { route: "getHistory", by: user, parts: () => onTicket() },
    { route: "getAttachment", by: user, parts: () => withFile("completed") },
    { route: "listApprovals", by: "hod.finance", parts: () => ({}) },
    { route: "listNotifications", by: user, parts: () => ({}) },
    { route: "listNotifications", what: "that are unread", by: user, parts: () => ({ query: { unread: "true" } }) },
    dashboard("admin"),
    dashboard("hod.finance"),
    dashboard("tech.ana"),
    dashboard(user),
    { route: "getExport", by: user, parts: begun },
    { route: "listUsers", by: "admin", parts: () => ({}) },
    { route: "listUsers", what: "by name", by: "admin", parts: () => ({ query: { q: "an" } }) },
    { route: "getUser", by: "admin", parts: async () => ({ params: { userId: await idOf("tech.ana") } }) },
    { route: "listCategories", by: user, parts: () => ({}) },
    { route: "listDepartments", by: user, parts: () => ({}) },
    { route: "listAudit", by: "admin", parts: () => ({}) },
    { route: "listAudit", what: "of one kind", by: "admin", parts: () => ({ query: { kind: "AccountCreated" } }) },
  ];
}
