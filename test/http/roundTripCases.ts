import { randomUUID } from "node:crypto";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { type RouteName, routes } from "../../functions/contract/routes.ts";
import type { Account } from "../../functions/domain/account.ts";
import type { Category } from "../../functions/domain/category.ts";
import { password } from "../cloud/desk.ts";
import { callPool, setUpSecondFactor } from "../cloud/newcomers.ts";
import type { Caller, Parts, Person } from "./callers.ts";

/** A request to a route, and what it needs to succeed. */
export type Case = { route: RouteName; what?: string; by: Person; parts: () => Parts | Promise<Parts> };

export const words = { title: "A title", description: "Some text", category: "other", priority: "low" };
export const user = "user.finance";
export const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Puts so many tickets of one person in the table, a minute apart: more than a filtered page reads of each shard at once. */
export async function fill(call: Caller, tickets: number): Promise<void> {
  const [{ dynamo, tableName }, { ticketItem }, { raise }, { newTicketId }, { shippedCategories }] = await Promise.all([
    import("../../functions/store/client.ts"),
    import("../../functions/store/tableItems.ts"),
    import("../../functions/domain/lifecycle.ts"),
    import("../../functions/store/ids.ts"),
    import("../../functions/domain/category.ts"),
  ]);
  const account = JSON.parse((await call("getMe", user)).body) as Account;
  const category = shippedCategories.find(({ id }) => id === words.category) as Category;
  const items = Array.from({ length: tickets }, (_, age) => {
    const at = new Date(Date.now() - age * 60_000).toISOString();
    return ticketItem(raise({ ...words, priority: "low", id: newTicketId() }, category, account, at).ticket);
  });
  for (let from = 0; from < items.length; from += 25) {
    const batch = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await dynamo.send(new BatchWriteCommand({ RequestItems: { [tableName]: batch } }));
  }
}

/** What has to be there before a request can be made. */
export function stages(call: Caller) {
  const made = async (route: RouteName, by: Person, parts: Parts = {}) => {
    const { statusCode, body } = await call(route, by, parts);
    if (statusCode !== routes[route].status) throw new Error(`${route}: ${body}`);
    return JSON.parse(body) as { id: string; attachment: { id: string }; upload: Form };
  };
  const idOf = async (person: Person) => (await made("getMe", person)).id;
  const onTicket = async (more: Parts = {}, category = "other"): Promise<Parts> => {
    const { id } = await made("raiseTicket", user, { body: { ...words, category } });
    return { ...more, params: { ticketId: id, ...more.params } };
  };
  const onEdited = async (more: Parts = {}): Promise<Parts> => {
    const { params = {} } = await onTicket();
    await made("editTicket", user, { params, body: { description: "Other words" }, headers: { "if-match": '"1"' } });
    return { ...more, params: { ...params, ...more.params } };
  };
  const withFile = async (state: "uploaded" | "completed"): Promise<Parts> => {
    const file = { name: "dot.png", size: png.length, contentType: "image/png" };
    const { params = {} } = await onTicket();
    const { attachment, upload } = await made("startUpload", user, { params, body: file });
    await post(upload);
    const all = { params: { ...params, attachmentId: attachment.id } };
    if (state === "completed") await made("completeUpload", user, all);
    return all;
  };
  const begun = async () => ({ params: { exportId: (await made("createExport", user, { body: {} })).id } });
  const told = async () => tell(await idOf(user));
  const newUser = () => ({
    email: `${randomUUID()}@example.com`,
    name: "Nina Newman",
    role: "user",
    department: "finance",
  });
  const withSecondFactor = async (): Promise<Parts> => {
    const email = "tech.bo@example.com";
    const { items } = JSON.parse((await call("listUsers", "admin", { query: { q: email } })).body) as {
      items: Account[];
    };
    const { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint = "", USER_POOL_CLIENT_ID: clientId = "" } =
      process.env;
    await setUpSecondFactor((name, body) => callPool({ endpoint, clientId }, name, body), email, password);
    return { params: { userId: items[0]?.id } };
  };
  return { withSecondFactor, onTicket, onEdited, withFile, begun, told, idOf, newUser };
}

type Form = { url: string; fields: Record<string, string> };

async function post({ url, fields }: Form): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([png]), "dot.png");
  const { ok, status } = await fetch(url, { method: "POST", body: form });
  if (!ok) throw new Error(`the upload was answered ${status}`);
}

/** Puts a notification in somebody's inbox; gives its id. */
async function tell(accountId: string): Promise<string> {
  const { addNotification, notificationId } = await import("../../functions/store/inbox.ts");
  const at = new Date().toISOString();
  const id = notificationId(at, `E-${randomUUID().replaceAll("-", "").slice(0, 20)}`);
  await addNotification(accountId, {
    ...{ id, ticketId: "T-0000000", type: "CommentAdded", message: "Hello" },
    reason: "",
    at,
    read: false,
  });
  return id;
}
