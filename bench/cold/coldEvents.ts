import { randomUUID } from "node:crypto";
import type { RouteName } from "../../functions/contract/routes.ts";
import type { Account } from "../../functions/domain/account.ts";
import type { Answer } from "../../functions/store/requests.ts";
import type { Entry } from "../../lib/bundling/entries.ts";
import type { Engines } from "../../test/store/engines.ts";
import { requestOf, type Sent } from "../requests.ts";
import { oneOf, otherEvents } from "./coldOtherEvents.ts";

export type Handler = (event: unknown, context: object) => Promise<Answer>;
export type Ticket = { id: string };
export type People = Record<"admin" | "itHead" | "hod" | "ana" | "bo" | "user", Account>;
export type Stage = {
  engines: Engines;
  people: People;
  /** Carries out a request in this process. */
  call: <T>(by: Account, name: RouteName, sent?: Sent) => Promise<T>;
  raise: (category?: string) => Promise<Ticket>;
};

/** What a Lambda is called with in a benchmark: made anew for each call, so that each has its whole work to do. */
export type Events = Partial<Record<Entry, () => unknown>>;

const title = () => `The printer on floor ${Math.floor(Math.random() * 1e6)} is jammed again`;
const words = { description: "It shows error 13.\n".repeat(10), priority: "high" };

export async function eventsOf(engines: Engines): Promise<Events> {
  const people = await findPeople();
  const call = async <T>(by: Account, name: RouteName, sent: Sent = {}): Promise<T> => {
    const { handler } = (await import(`../../functions/api/${name}.ts`)) as { handler: Handler };
    const { statusCode, body } = await handler(requestOf(engines, by.id, name, sent), {});
    if (statusCode >= 300) throw new Error(`${name}: ${body}`);
    return JSON.parse(body) as T;
  };
  const raise = (category = "other") =>
    call<Ticket>(people.user, "raiseTicket", { body: { title: title(), ...words, category } });
  const stage: Stage = { engines, people, call, raise };
  for (let count = 0; count < 30; count++) await raise(count % 3 ? "other" : "license-request");
  return { ...(await requests(stage)), ...(await otherEvents(stage)) };
}

async function findPeople(): Promise<People> {
  const { peopleOf } = await import("../../functions/store/accounts.ts");
  const one = async (role: Account["role"], department?: string) => (await peopleOf(role, department)) as Account[];
  const [ana, bo] = await one("technician");
  const [[admin], [itHead], [hod], [user]] = await Promise.all([
    one("admin"),
    one("it_head"),
    one("hod", "finance"),
    one("user", "finance"),
  ]);
  return { admin, itHead, hod, ana, bo, user } as People;
}

async function requests(stage: Stage): Promise<Events> {
  const { engines, people, raise } = stage;
  const { admin, itHead, hod, ana, user } = people;
  const ticket = await raise();
  const params = { ticketId: ticket.id };
  for (let count = 0; count < 10; count++) {
    await stage.call(user, "addComment", { params, body: { message: "And again." } });
  }
  const asked = (by: Account, name: RouteName, sent: Sent | (() => Promise<Sent>) = {}) => ({
    [`api/${name}`]: async () => requestOf(engines, by.id, name, typeof sent === "function" ? await sent() : sent),
  });
  const fresh = async (category?: string) => ({ ticketId: (await raise(category)).id });
  return {
    ...asked(user, "getMe"),
    ...asked(user, "changeMe", async () => ({ body: { name: `Priya ${randomUUID()}` } })),
    ...asked(user, "raiseTicket", async () => ({ body: { title: title(), ...words, category: "license-request" } })),
    ...asked(admin, "listTickets"),
    ...asked(admin, "getDashboard"),
    ...asked(user, "getTicket", { params }),
    ...asked(user, "editTicket", async () => ({ params, body: { title: title() }, headers: { "if-match": "*" } })),
    ...asked(user, "getHistory", { params }),
    ...asked(user, "addComment", { params, body: { message: "Has anybody seen this?" } }),
    ...asked(itHead, "assignTicket", async () => ({ params: await fresh(), body: { technicianId: ana.id } })),
    ...asked(user, "moveTicket", async () => ({ params: await fresh(), body: { status: "cancelled" } })),
    ...asked(hod, "decideApproval", async () => ({
      params: { ...(await fresh("license-request")), stage: "hod" },
      body: { decision: "approve" },
    })),
    ...asked(hod, "listApprovals"),
    ...(await attachments(stage, asked)),
    ...(await administration(stage, asked)),
  };
}

type Asked = (by: Account, name: RouteName, sent?: Sent | (() => Promise<Sent>)) => Events;

async function attachments({ people: { user }, call, raise }: Stage, asked: Asked): Promise<Events> {
  const text = "Error 13, again and again.";
  const body = { name: "log.txt", size: text.length, contentType: "text/plain" };
  const uploaded = async () => {
    const params = { ticketId: (await raise()).id };
    type Upload = { attachment: { id: string }; upload: { url: string; fields: Record<string, string> } };
    const { attachment, upload } = await call<Upload>(user, "startUpload", { params, body });
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append("file", new Blob([text], { type: body.contentType }));
    const { status } = await fetch(upload.url, { method: "POST", body: form });
    if (status >= 300) throw new Error(`the upload was refused: ${status}`);
    return { ...params, attachmentId: attachment.id };
  };
  const completed = async () => {
    const params = await uploaded();
    await call(user, "completeUpload", { params });
    return params;
  };
  const kept = await completed();
  return {
    ...asked(user, "startUpload", async () => ({ params: { ticketId: (await raise()).id }, body })),
    ...asked(user, "completeUpload", async () => ({ params: await uploaded() })),
    ...asked(user, "getAttachment", { params: kept }),
    ...asked(user, "deleteAttachment", async () => ({ params: await completed() })),
  };
}

async function administration({ engines, people, call }: Stage, asked: Asked): Promise<Events> {
  const { admin, user } = people;
  const everybody = Object.values(people); // each may begin ten exports an hour
  const params = { userId: user.id };
  const newExport = { body: {} };
  const exported = await call<{ id: string }>(user, "createExport", newExport);
  return {
    "api/createExport": () => requestOf(engines, oneOf(everybody).id, "createExport", newExport),
    ...asked(user, "getExport", { params: { exportId: exported.id } }),
    ...asked(user, "listNotifications"),
    ...asked(user, "readNotification", async () => ({ params: { notificationId: await told(user) } })),
    ...asked(user, "readAllNotifications"),
    ...asked(user, "createSocketTicket"),
    ...asked(admin, "listUsers"),
    ...asked(admin, "createUser", async () => ({
      body: { email: `${randomUUID()}@example.com`, name: "Somebody New", role: "user", department: "finance" },
    })),
    ...asked(admin, "getUser", { params }),
    ...asked(admin, "changeUser", async () => ({ params, body: { name: `Priya ${randomUUID()}` } })),
    ...asked(admin, "resetPassword", { params }),
    ...asked(admin, "resetSecondFactor", { params }),
    ...asked(user, "listCategories"),
    ...asked(admin, "putCategory", async () => ({
      params: { categoryId: "other" },
      body: { name: `Other ${randomUUID()}`, approvals: [], active: true },
    })),
    ...asked(user, "listDepartments"),
    ...asked(admin, "putDepartment", async () => ({
      params: { departmentId: "it" },
      body: { name: `IT ${randomUUID()}`, active: true },
    })),
    ...asked(admin, "listAudit"),
    ...asked(user, "getOpenapi"),
    ...asked(user, "getHealth"),
  };
}

/** Puts a notification into somebody's inbox: its id. */
async function told({ id }: Account): Promise<string> {
  const { addNotification, notificationId } = await import("../../functions/store/inbox.ts");
  const at = new Date().toISOString();
  const event = `E-${randomUUID().replaceAll("-", "").slice(0, 20)}`;
  const [notification, type, message, reason] = [notificationId(at, event), "CommentAdded", "A comment", "requester"];
  await addNotification(id, { id: notification, ticketId: "T-0000000", type, message, reason, at, read: false });
  return notification;
}
