import type { Page } from "playwright-core";
import { type Session, signIn as session } from "../../local/session.ts";
import { until } from "../../local/until.ts";
import { newcomer, ownPassword } from "../cloud/newcomers.ts";
import { newPage, password, people, url } from "./browser.ts";

let count = 0;
const begun = Date.now().toString(36);

/** How long a figure may take to follow. */

export const admin = await session(url, people.admin, password);
export const itHead = await session(url, people.itHead, password);

/** A department of its own with a head and a user, so that nobody else's tickets are in its figures. */
export async function office() {
  const department = `office-${begun}-${++count}`;
  await admin.client.putDepartment({ params: { departmentId: department }, body: { name: department, active: true } });
  const one = async (role: "hod" | "user", name: string) =>
    (await newcomer(url, admin, { role, department, name })).session;
  const [head, user] = await Promise.all([one("hod", "Hanna Head"), one("user", "Uma User")]);
  return { department, head, user };
}

export const person = async (role: "hod" | "user" | "technician", name: string, department = "it"): Promise<Session> =>
  (await newcomer(url, admin, { role, department, name })).session;

export const raise = async (by: Session, title: string, category = "license-request") =>
  (await by.client.raiseTicket({ body: { title, description: `${title}, please.`, category, priority: "high" } })).body;

export const decide = (
  by: Session,
  ticketId: string,
  stage: "hod" | "it_head",
  decision: "approve" | "reject",
  comment?: string,
) => by.client.decideApproval({ params: { ticketId, stage }, body: { decision, comment } });

export const ticketOf = async (by: Session, ticketId: string) =>
  (await by.client.getTicket({ params: { ticketId } })).body;

export const reach = (by: Session, ticketId: string, status: string) =>
  until(
    () => ticketOf(by, ticketId),
    (ticket) => ticket.status === status,
    `${ticketId} becoming ${status}`,
  );

/** Until what waits for somebody's decision is so much. */
export const awaits = (by: Session, wanted: number) =>
  until(
    async () => (await by.client.listApprovals({ query: { limit: 100 } })).body.items.length,
    (found) => found === wanted,
    `${wanted} tickets waiting`,
  );

/** A browser in which a newcomer has signed in by the form. */
export async function signedInAs({ email }: Session, path: string, page?: Page): Promise<Page> {
  const own = page ?? (await newPage());
  await own.goto(path);
  await own.locator("input[name=email]").fill(email);
  await own.locator("input[name=password]").fill(email in byEmail ? password : ownPassword);
  await own.getByRole("button", { name: "Sign in" }).click();
  await own.getByRole("heading", { level: 1 }).and(own.locator(".page-title")).waitFor();
  return own;
}

const byEmail = Object.fromEntries(Object.values(people).map((email) => [email, true]));
