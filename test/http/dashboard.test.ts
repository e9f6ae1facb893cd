import { afterAll, expect, test, vi } from "vitest";
import { startStill } from "../store/engines.ts";
import { callers, type Person } from "./callers.ts";

const engines = await startStill();
afterAll(() => engines.stop());
vi.spyOn(console, "log").mockImplementation(() => {});
// The handlers read their environment when they are loaded: only now there is one.
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));
const call = await callers(engines);
const { addNotification, notificationId } = await import("../../functions/store/inbox.ts");

const dashboard = async (by: Person) => JSON.parse((await call("getDashboard", by)).body);
const idsOf = (items: { id: string }[]) => items.map(({ id }) => id);

/** Puts so many notifications in somebody's inbox, a minute apart; answers their ids, newest first. */
async function tell(person: Person, many: number): Promise<string[]> {
  const { id: accountId } = JSON.parse((await call("getMe", person)).body);
  const told = { ticketId: "T-0000000", type: "CommentAdded", message: "Hello", reason: "", read: false };
  const all = Array.from({ length: many }, (_, ago) => {
    const at = new Date(Date.now() - ago * 60_000).toISOString();
    return { ...told, at, id: notificationId(at, `E-${String(ago).padStart(20, "0")}`) };
  });
  await Promise.all(all.map((one) => addNotification(accountId, one)));
  return idsOf(all);
}

test("a dashboard shows the five newest tickets, the three newest notifications, read or not, and counts the unread", async () => {
  const words = { title: "A lamp", description: "It flickers.", category: "other", priority: "low" };
  const raised: string[] = [];
  for (let count = 0; count < 6; count++)
    raised.push(JSON.parse((await call("raiseTicket", "user.finance", { body: words })).body).id);
  const told = await tell("user.finance", 12);
  await call("readNotification", "user.finance", { params: { notificationId: told[1] } });
  const { latestTickets, latestNotifications, unreadNotifications } = await dashboard("user.finance");
  expect(idsOf(latestTickets)).toEqual(raised.reverse().slice(0, 5));
  expect(latestNotifications).toMatchObject([
    { id: told[0], read: false },
    { id: told[1], read: true },
    { id: told[2], read: false },
  ]);
  expect(unreadNotifications).toBe(11);
});

test("unread notifications are counted up to 99, or somebody who never reads any would pay for all of them each time", async () => {
  await tell("tech.ana", 105);
  expect(await dashboard("tech.ana")).toMatchObject({ unreadNotifications: 99 });
});

test("all that somebody has not read is marked as read at once, beyond the 250 that are looked up together", async () => {
  await tell("admin", 280);
  expect(JSON.parse((await call("readAllNotifications", "admin")).body)).toEqual({ read: 280 });
  expect(await dashboard("admin")).toMatchObject({ unreadNotifications: 0 });
});
