import { randomUUID } from "node:crypto";
import type { Caller } from "./callers.ts";
import { type Case, png, stages, user, words } from "./roundTripCases.ts";

/** Every route that changes something. */
export function writeCases(call: Caller): Case[] {
  const { withSecondFactor, onTicket, onEdited, withFile, told, idOf, newUser } = stages(call);
  const description = { name: "Something", approvals: ["hod"], active: true };
  const matching = async () => ({
    ...(await onTicket({ body: { priority: "high" } })),
    headers: { "if-match": '"1"' },
  });
  return [
    { route: "changeMe", by: user, parts: () => ({ body: { name: `Fina ${randomUUID()}` } }) },
    { route: "raiseTicket", by: user, parts: () => ({ body: words }) },
    {
      route: "raiseTicket",
      what: "to be approved",
      by: user,
      parts: () => ({ body: { ...words, category: "upgrade" } }),
    },
    {
      route: "raiseTicket",
      what: "of an administrator, to be approved",
      by: "admin",
      parts: () => ({ body: { ...words, category: "upgrade" } }),
    },
    { route: "editTicket", by: user, parts: matching },
    { route: "addComment", by: user, parts: () => onTicket({ body: { message: "Some words" } }) },
    {
      route: "assignTicket",
      by: "ithead",
      parts: async () => onTicket({ body: { technicianId: await idOf("tech.ana") } }),
    },
    { route: "moveTicket", by: user, parts: () => onTicket({ body: { status: "cancelled" } }) },
    {
      route: "moveTicket",
      what: "of an edited ticket",
      by: user,
      parts: () => onEdited({ body: { status: "cancelled" } }),
    },
    {
      route: "decideApproval",
      by: "hod.finance",
      parts: () => onTicket({ params: { stage: "hod" }, body: { decision: "approve" } }, "upgrade"),
    },
    {
      route: "startUpload",
      by: user,
      parts: () => onTicket({ body: { name: "dot.png", size: png.length, contentType: "image/png" } }),
    },
    { route: "completeUpload", by: user, parts: () => withFile("uploaded") },
    { route: "deleteAttachment", by: user, parts: () => withFile("completed") },
    { route: "readNotification", by: user, parts: async () => ({ params: { notificationId: await told() } }) },
    { route: "readAllNotifications", by: user, parts: () => told().then(() => ({})) },
    { route: "createSocketTicket", by: user, parts: () => ({}) },
    { route: "createExport", by: user, parts: () => ({ body: {} }) },
    { route: "createUser", by: "admin", parts: () => ({ body: newUser() }) },
    {
      route: "changeUser",
      by: "admin",
      parts: async () => ({ params: { userId: await idOf("tech.ana") }, body: { name: `Ana ${randomUUID()}` } }),
    },
    { route: "resetPassword", by: "admin", parts: async () => ({ params: { userId: await idOf("tech.ana") } }) },
    { route: "resetSecondFactor", by: "admin", parts: withSecondFactor },
    {
      route: "putCategory",
      by: "admin",
      parts: () => ({ params: { categoryId: `c-${randomUUID()}` }, body: description }),
    },
    {
      route: "putDepartment",
      by: "admin",
      parts: () => ({ params: { departmentId: `d-${randomUUID()}` }, body: { name: "Something", active: true } }),
    },
  ];
}
