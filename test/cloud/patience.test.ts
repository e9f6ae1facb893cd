import { afterAll, expect, test } from "vitest";
import { until } from "../../local/until.ts";
import { type Cast, castOf, type Desk, startDesk } from "./desk.ts";
import { mailsTo } from "./newcomers.ts";
import { decide, historyOf, move, raise, reach, ticketOf } from "./steps.ts";

/** Days as seconds: reminded after 1, admins join after 2 reminders, expired after 10; closed 2 after resolution. */
const days = {
  REMIND_AFTER_SECONDS: "1",
  REMINDERS_BEFORE_ADMINS: "2",
  EXPIRE_AFTER_SECONDS: "10",
  AUTO_CLOSE_AFTER_SECONDS: "2",
};
const desk: Desk = await startDesk({ ...days, AUTO_CLOSE_EVERY_SECONDS: "1", DIGEST_EVERY_SECONDS: "1" });
const { finance, hodFinance, itHead, admin, ana, bo }: Cast = await castOf(desk.url);
afterAll(() => desk.stop());

test.concurrent("nobody decides: the approvers are reminded, the admins join, and in the end the ticket expires", async () => {
  const { id } = await raise(finance);
  const ended = await reach(finance, id, "rejected");
  expect(ended.approvals[0]).toMatchObject({ state: "rejected", comment: "expired", decidedBy: { id: "system" } });
  const events = await historyOf(finance, id);
  const reminders = events.filter(({ type }) => type === "ApprovalReminded");
  expect(events.map(({ type }) => type)).toEqual([
    "TicketRaised",
    "ApprovalRequested",
    ...reminders.map(() => "ApprovalReminded"),
    "TicketRejected",
  ]);
  expect(events.at(-1)).toMatchObject({ reason: "expired", by: { id: "system" } });
  // On a busy machine a reminder may be late, and the next one with it; who is reminded when does not change.
  expect(reminders.length).toBeGreaterThanOrEqual(3);
  expect(reminders.map(({ adminsJoined }) => adminsJoined)).toEqual(reminders.map((_, index) => index >= 2));
});

test.concurrent("a decision between two reminders is found by the machine, and the next stage has its own time", async () => {
  const { id } = await raise(finance);
  await until(
    () => historyOf(finance, id),
    (events) => events.some(({ type }) => type === "ApprovalReminded"),
    "the first reminder",
  );
  await decide(hodFinance, id, "hod", "approve");
  await reach(finance, id, "pending_it_head_approval");
  await decide(itHead, id, "it_head", "approve");
  await reach(finance, id, "approved");
});

test.concurrent("a resolved ticket that nobody reopens is closed by the clock", async () => {
  const { id } = await raise(finance, "other");
  const technicianId = (await ana.client.getMe({})).body.id;
  await admin.client.assignTicket({ params: { ticketId: id }, body: { technicianId } });
  await move(ana, id, "in_progress");
  await move(ana, id, "resolved", "Done");
  await reach(finance, id, "closed");
  const last = (await historyOf(finance, id)).at(-1);
  expect(last).toMatchObject({ type: "StatusChanged", to: "closed", by: { id: "system" } });
  expect((await ticketOf(finance, id)).resolution).toBe("Done");
});

test.concurrent("what quiet hours held back comes as one digest when they end", async () => {
  const { id: technicianId, email, notifications } = (await bo.client.getMe({})).body;
  const clock = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString().slice(11, 16);
  // They end with a minute, which is not to be over before something has happened.
  const quietHours = { from: clock(-60), to: clock(75), timeZone: "UTC" };
  await bo.client.changeMe({ body: { notifications: { ...notifications, quietHours } } });
  const tickets = await Promise.all([1, 2, 3].map(() => raise(finance, "other")));
  for (const { id } of tickets) await admin.client.assignTicket({ params: { ticketId: id }, body: { technicianId } });
  const digests = async () => (await mailsTo(desk.url, email)).filter(({ subject }) => /quiet hours/.test(subject));
  const [digest, ...more] = await until(digests, (mails) => mails.length > 0, "the digest", 90);
  expect(more).toEqual([]);
  expect(digest?.subject).toBe("3 messages from your quiet hours");
  for (const { id } of tickets) expect(digest?.text).toContain(id);
  const single = (await mailsTo(desk.url, email)).filter(({ subject }) =>
    tickets.some(({ id }) => subject.includes(id)),
  );
  expect(single).toEqual([]);
}, 120_000);
