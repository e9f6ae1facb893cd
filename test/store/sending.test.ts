import { randomUUID } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { startStill } from "./engines.ts";

const engines = await startStill({}, { people: false });
afterAll(() => engines.stop());
afterEach(() => vi.useRealTimers());
const { filesWrite, uploadsAnHour } = await import("../../functions/store/attachments.ts");
const { dynamo, tableName } = await import("../../functions/store/client.ts");
const { keys } = await import("../../functions/store/table.ts");
const { heldFor, hold } = await import("../../functions/store/held.ts");
const { commitCapped, takeSms } = await import("../../functions/store/rateLimits.ts");
const { retryRaces } = await import("../../functions/store/races.ts");
const { sendOnce, sendTogether } = await import("../../functions/store/sent.ts");
const { VersionRace } = await import("../../functions/store/transaction.ts");

const day = "2026-11-22";
const sending = () => ({ what: `E-${randomUUID()}`, accountId: randomUUID(), channel: "email" as const });

describe("SMS", () => {
  test("to one person end at their cap of the day, asked one after the other or all at once", async () => {
    const person = randomUUID();
    const asked = await Promise.all(
      Array.from({ length: 12 }, () => takeSms(person, day, { perPerson: 5, inAll: 1000 })),
    );
    expect(asked.filter(Boolean)).toHaveLength(5);
    expect(await takeSms(person, day, { perPerson: 5, inAll: 1000 })).toBe(false);
    expect(await takeSms(person, "2026-11-23", { perPerson: 5, inAll: 1000 })).toBe(true);
    const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key: keys.smsCount(day, person) }));
    expect(Item?.expiresAt).toBeGreaterThan(Date.parse("2026-11-23T00:00:00Z") / 1000);
  });

  test("from the whole system end at its cap, whoever they go to", async () => {
    const other = "2026-11-24";
    const asked = await Promise.all(
      Array.from({ length: 9 }, () => takeSms(randomUUID(), other, { perPerson: 5, inAll: 4 })),
    );
    expect(asked.filter(Boolean)).toHaveLength(4);
  });
});

test("one person announces no more uploads in an hour than their cap, and others still may", async () => {
  const [person, at] = [randomUUID(), "2026-11-22T10:59:00.000Z"];
  const may = (accountId: string, when: string) =>
    retryRaces(accountId, () => commitCapped({ ...uploadsAnHour, most: 6 }, { accountId, at: when }, [], [])).then(
      () => true,
      ({ code }) => code !== "too_many_requests",
    );
  const asked = await Promise.all(Array.from({ length: 9 }, (_, n) => may(person, `2026-11-22T10:0${n}:00.000Z`)));
  expect(asked.filter(Boolean)).toHaveLength(6);
  expect(await may(person, at)).toBe(false);
  const refused = commitCapped({ ...uploadsAnHour, most: 6 }, { accountId: person, at }, [], []);
  await expect(refused).rejects.toMatchObject({ code: "too_many_requests", retryAfter: 60 });
  expect(await may(randomUUID(), at)).toBe(true);
  expect(await may(person, "2026-11-22T11:00:00.000Z")).toBe(true);
});

test("what is not written, since something has changed meanwhile, does not count, and is no refusal", async () => {
  const [accountId, at] = [randomUUID(), "2026-11-22T10:59:00.000Z"];
  const one = { ticketId: `T-${accountId}`, revision: 0, attachments: [] };
  const write = () => commitCapped({ ...uploadsAnHour, most: 2 }, { accountId, at }, [filesWrite(one)], []);
  await write();
  for (const _ of ["once", "again"]) await expect(write()).rejects.toThrow(VersionRace);
  await commitCapped({ ...uploadsAnHour, most: 2 }, { accountId, at }, [], []);
});

describe("a message", () => {
  test("goes out once, however often it is asked for", async () => {
    const one = sending();
    let sent = 0;
    const send = async () => void sent++;
    await sendOnce(one, send);
    for (let again = 0; again < 4; again++) expect(await sendOnce(one, send)).toBe(false);
    expect(sent).toBe(1);
  });

  test("is known to have gone out for longer than any queue keeps it, and not for ever", async () => {
    const one = sending();
    await sendOnce(one, async () => undefined);
    const Key = keys.sending(one.what, one.accountId, one.channel);
    const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key }));
    const days = (Item?.expiresAt - Date.now() / 1000) / 86_400;
    expect(Math.round(days)).toBe(30);
  });

  test("that is asked for many times at one moment goes out once; the others fail, and find it sent when they come again", async () => {
    const one = sending();
    let sent = 0;
    const send = async () => void sent++;
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => sendOnce(one, send)));
    expect(sent).toBe(1);
    expect(asked.filter((result) => result.status === "fulfilled" && result.value)).toHaveLength(1);
    expect(await sendOnce(one, send)).toBe(false);
  });

  test("whose claim was written and whose answer got lost, so that the SDK wrote it again, goes out", async () => {
    let left = 1;
    dynamo.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName?.startsWith("PutItem") && left-- > 0) await next(args);
          return next(args);
        },
      { step: "build", name: "lostAnswer" },
    );
    try {
      let sent = 0;
      expect(await sendOnce(sending(), async () => void sent++)).toBe(true);
      expect([sent, left < 0 || left === 0]).toEqual([1, true]);
    } finally {
      dynamo.middlewareStack.remove("lostAnswer");
    }
  });

  test("that could not be sent is sent by the next attempt", async () => {
    const one = sending();
    let sent = 0;
    const refuse = async () => {
      throw new Error("the engine is down");
    };
    await expect(sendOnce(one, refuse)).rejects.toThrow("the engine is down");
    expect(await sendOnce(one, async () => void sent++)).toBe(true);
    expect(sent).toBe(1);
  });
});

describe("a message whose sender has not said that it went out", () => {
  const later = (seconds: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });

  /** A sender that stops between its claim and the end of sending; `wake` lets it fail. */
  async function stuck(one: ReturnType<typeof sending>, lease?: number) {
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: sent, reject: wake } = Promise.withResolvers<void>();
    const send = () => {
      begin();
      return sent;
    };
    const end = sendTogether([one], send, lease).catch(({ message }: Error) => message);
    await begun;
    return { wake: () => wake(new Error("too late")), end };
  }

  test("is sent by the next attempt when that sender can run no longer, and not before", async () => {
    const one = sending();
    await stuck(one);
    later(40);
    await expect(sendOnce(one, async () => expect.fail("it was sent twice"))).rejects.toThrow(/is being sent/);
    later(10);
    expect(await sendOnce(one, async () => undefined)).toBe(true);
    later(29 * 86_400);
    expect(await sendOnce(one, async () => expect.fail("it was sent twice"))).toBe(false);
  });

  test("is waited for as long as a sender of many may run", async () => {
    const one = sending();
    await stuck(one, 330);
    later(320);
    await expect(sendOnce(one, async () => expect.fail("it was sent twice"))).rejects.toThrow(/is being sent/);
    later(15);
    expect(await sendOnce(one, async () => undefined)).toBe(true);
  });

  test("is not sent once more where that sender fails after all, when another has sent it", async () => {
    const one = sending();
    const { wake, end } = await stuck(one);
    later(50);
    await sendOnce(one, async () => undefined);
    wake();
    expect(await end).toBe("too late");
    expect(await sendOnce(one, async () => expect.fail("it was sent twice"))).toBe(false);
  });
});

describe("one message for several", () => {
  test("leaves out what went out by itself, and what is in it does not go out by itself later", async () => {
    const [alone, second, third] = [sending(), sending(), sending()];
    const sent: string[][] = [];
    const send = async (unsent: readonly { what: string }[]) => void sent.push(unsent.map(({ what }) => what));
    await sendOnce(alone, async () => undefined);
    expect(await sendTogether([alone, second, third], send)).toBe(true);
    expect(sent).toEqual([[second.what, third.what]]);
    expect(await sendOnce(second, async () => expect.fail("it was sent twice"))).toBe(false);
    expect(await sendTogether([alone, second, third], send)).toBe(false);
  });

  test("that fails leaves all of them to be sent; one that is added meanwhile is sent with them", async () => {
    const [first, second, added] = [sending(), sending(), sending()];
    const refuse = async () => {
      throw new Error("the engine is down");
    };
    await expect(sendTogether([first, second], refuse)).rejects.toThrow("the engine is down");
    const sent: unknown[] = [];
    await sendTogether([first, second, added], async (unsent) => void sent.push(...unsent));
    expect(sent).toHaveLength(3);
  });
});

test("what is held for somebody is read whole, where one answer of the table has no room for it", async () => {
  const accountId = randomUUID();
  const message = "x".repeat(300_000);
  const events = ["E-1", "E-2", "E-3", "E-4"];
  const at = new Date().toISOString();
  const about = { accountId, channel: "email", at, ticketId: "T-0000000", message, reason: "" } as const;
  await Promise.all(events.map((eventId) => hold({ ...about, eventId }, at)));
  expect((await heldFor(accountId, "email")).map(({ eventId }) => eventId).sort()).toEqual(events);
});
