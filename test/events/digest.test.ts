import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SQSEvent } from "aws-lambda";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import type { Channel } from "../../functions/domain/quietHours.ts";
import { category, person } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

const engines = await startStill({}, { people: false });
afterAll(() => engines.stop());
afterEach(() => vi.useRealTimers());
// The handlers read their environment when they are loaded: only now there is one.
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));
const { untilPowerFails } = await import("../store/power.ts");
const { findStored, putAccount, updateAccount } = await import("../../functions/store/accounts.ts");
const { heldFor, hold } = await import("../../functions/store/held.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { takeSms } = await import("../../functions/store/rateLimits.ts");
const { sendOnce } = await import("../../functions/store/sent.ts");
const { commit } = await import("../../functions/store/tickets.ts");
const { handler: notifyEmail } = await import("../../functions/events/notifyEmail.ts");
const { handler: digest } = await import("../../functions/events/digest.ts");

vi.spyOn(console, "error").mockImplementation(() => {});
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const allDay = { from: "00:00", to: "23:59", timeZone: "UTC" };
let reader: Account;
beforeEach(async () => {
  const name = randomUUID();
  reader = { ...person("user", "finance", name), id: name, phone: "+4915112345678" };
  await putAccount(reader);
});

async function change(edit: Partial<Account>): Promise<void> {
  const stored = await findStored(reader.id);
  await updateAccount(stored ?? expect.fail(), (account) => ({ ...account, ...edit }));
}

/** Holds a message back until the quiet hours ended, five minutes ago unless told. */
async function held(what: string, { by = reader, channel = "email" as Channel, at = minutesAgo(60), ago = 5 } = {}) {
  const words = { id: newTicketId(), title: what, description: "Words", priority: "low" as const };
  const { ticket } = await commit(raise(words, category(), by, at));
  const eventId = `E-${what}-${randomUUID()}`; // of two, the one that happened later comes first
  const about = { eventId, at, ticketId: ticket.id, message: what, reason: "it is yours" };
  await hold({ accountId: reader.id, channel, ...about }, minutesAgo(ago));
  return { what: eventId, accountId: reader.id, channel };
}
const left = async (channel: Channel = "email") => (await heldFor(reader.id, channel)).map(({ message }) => message);
const sent = (to: string) =>
  readFileSync(join(engines.dataDir, "outbox.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line.includes(to))
    .map((line) => JSON.parse(line) as { subject: string; text: string });

describe("what quiet hours held back", () => {
  test("goes out as one e-mail, in the order in which it happened, and once", async () => {
    await held("later", { at: minutesAgo(10) });
    await held("sooner", { at: minutesAgo(60) });
    await digest();
    await digest();
    const [mail, ...more] = sent(reader.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe("2 messages from your quiet hours");
    expect(mail?.text).toMatch(/sooner[\s\S]*because it is yours[\s\S]*later[\s\S]*because it is yours/);
    expect(await left()).toEqual([]);
  });

  test("says what it would have said by itself: what happened, why the reader is told, and where it is", async () => {
    const notifications = { ...reader.notifications, quietHours: allDay };
    await change({ role: "it_head", department: "it", notifications });
    const words = { id: newTicketId(), title: "A lamp", description: "Words", priority: "low" as const };
    const now = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: now - (now % 86_400_000) + 12 * 3600_000 });
    const { event } = await commit(raise(words, category(), person("user"), new Date().toISOString()));
    const Records = [{ messageId: "1", body: JSON.stringify(event) }];
    const notify = async () => {
      comesAgain = (await notifyEmail({ Records } as SQSEvent)).batchItemFailures;
    };
    let comesAgain: unknown[] = [];
    expect(await untilPowerFails({ at: "Put", when: "before" }, notify)).toBe(true);
    expect(comesAgain).toHaveLength(1); // it could not be held
    await notify();
    expect(comesAgain).toEqual([]);
    expect(sent(reader.email)).toEqual([]);
    vi.setSystemTime(Date.now() + 12 * 3600_000 - 30_000); // the last minute of the day is not quiet
    await digest();
    const [mail] = sent(reader.email);
    expect(mail?.text).toMatch(/- .*A lamp.*\n.*\/tickets\/T-\w{7}\n.*You are told because (?!undefined)[a-zA-Z ]+\.$/);
    expect(mail?.text).toContain(event.ticketId);
  });

  test("waits while they last, and while others hold that began meanwhile", async () => {
    await held("not yet", { ago: -5 });
    await digest();
    await held("not now");
    const notifications = { ...reader.notifications, quietHours: allDay };
    await change({ notifications });
    await digest();
    expect(sent(reader.email)).toEqual([]);
    expect((await left()).sort()).toEqual(["not now", "not yet"]);
  });

  test("is not told to who may not read the ticket any more, and is forgotten", async () => {
    await held("still mine");
    await held("somebody else's", { by: person("user", "finance", "another") });
    await digest();
    expect(sent(reader.email).map(({ text }) => /still mine/.test(text) && !/somebody/.test(text))).toEqual([true]);
    expect(await left()).toEqual([]);
  });

  test("is not told to who has been disabled, and is forgotten", async () => {
    await held("too late");
    await change({ disabled: true });
    await digest();
    expect(sent(reader.email)).toEqual([]);
    expect(await left()).toEqual([]);
  });

  test("leaves out what has gone out by itself", async () => {
    await sendOnce(await held("alone"), async () => undefined);
    await held("together");
    await digest();
    expect(sent(reader.email).map(({ subject }) => subject)).toEqual(["1 message from your quiet hours"]);
  });

  test("by SMS is one that says how many, and nothing of what they are", async () => {
    const phone = `+49151${String(Date.now()).slice(-8)}`;
    await change({ phone });
    for (const what of ["one", "two"]) await held(what, { channel: "sms" });
    await digest();
    expect(sent(phone).map(({ text }) => text)).toEqual([
      "Ticket desk: 2 messages from your quiet hours. Sign in to read.",
    ]);
    expect(await left("sms")).toEqual([]);
  });

  test("by SMS is left out, and forgotten, once the reader has had as many as a day may bring", async () => {
    const phone = `+49152${String(Date.now()).slice(-8)}`;
    await change({ phone });
    await held("one too many", { channel: "sms" });
    const caps = { perPerson: Number(process.env.SMS_PER_PERSON_A_DAY), inAll: Number(process.env.SMS_A_DAY) };
    const day = new Date().toISOString().slice(0, 10);
    for (let count = 0; count < caps.perPerson; count++) expect(await takeSms(reader.id, day, caps)).toBe(true);
    await digest();
    expect([sent(phone), await left("sms")]).toEqual([[], []]);
  });

  test("is not sent by the next tick as well, while the one before may still be at it", async () => {
    await held("once");
    expect(await untilPowerFails({ at: "Update", when: "before" }, digest)).toBe(true);
    expect(sent(reader.email)).toHaveLength(1);
    const { timeoutSeconds } = engines.wires.functions.find((one) => one.handler.includes("digest")) ?? expect.fail();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + timeoutSeconds * 1000 });
    await expect(digest()).rejects.toThrow(/is being sent/);
    expect(sent(reader.email)).toHaveLength(1);
  });
});
