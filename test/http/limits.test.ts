import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startStill } from "../store/engines.ts";
import { callers, type Person } from "./callers.ts";

const engines = await startStill();
afterAll(() => engines.stop());
vi.spyOn(console, "log").mockImplementation(() => {});
// The handlers read their environment when they are loaded: only now there is one.
const few = { TICKETS_A_MINUTE: "2", MISSES_A_MINUTE: "3", SMS_CODES: "+49" };
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment), few);
const call = await callers(engines);

/** Moves to the second 10 of a minute that no other test uses. */
const nextMinute = (() => {
  let minute = Math.ceil(Date.now() / 60_000);
  return () => vi.useFakeTimers({ toFake: ["Date"], now: ++minute * 60_000 + 10_000 });
})();
/** And to its second 20. */
const later = () => vi.setSystemTime(Date.now() + 10_000);
beforeAll(async () => {
  for (const person of ["user.finance", "tech.ana"] as const) await call("getMe", person); // a token of now
});
afterEach(() => vi.useRealTimers());

const words = { title: "A lamp", description: "It flickers.", category: "other", priority: "low" };
const raise = (by: Person, more: object = {}, headers = {}) =>
  call("raiseTicket", by, { body: { ...words, ...more }, headers });
const look = (by: Person, ticketId: string) => call("getTicket", by, { params: { ticketId } });
const refused = { statusCode: 429, headers: { "retry-after": "40" } };
const statuses = (answers: { statusCode: number }[]) => answers.map(({ statusCode }) => statusCode);

describe("who raises more tickets within a minute than one person may", () => {
  test("is told when to go on, while others raise theirs, and can go on then", async () => {
    nextMinute();
    expect(statuses([await raise("user.finance"), await raise("user.finance")])).toEqual([201, 201]);
    later();
    expect(await raise("user.finance")).toMatchObject(refused);
    expect((await raise("tech.ana")).statusCode).toBe(201);
    nextMinute();
    expect((await raise("user.finance")).statusCode).toBe(201);
  });

  test("has the Idempotency-Key of what was refused still free for it", async () => {
    nextMinute();
    const headers = { "idempotency-key": "a-third-ticket" };
    await Promise.all([raise("user.finance"), raise("user.finance")]);
    later();
    expect(await raise("user.finance", {}, headers)).toMatchObject(refused);
    nextMinute();
    expect((await raise("user.finance", {}, headers)).statusCode).toBe(201);
  });

  test("has used nothing up by requests that are not valid", async () => {
    nextMinute();
    for (let tried = 0; tried < 3; tried++) expect((await raise("user.finance", { title: "" })).statusCode).toBe(422);
    expect(statuses([await raise("user.finance"), await raise("user.finance")])).toEqual([201, 201]);
  });
});

describe("who asks for more tickets within a minute that are not there or not theirs", () => {
  test("is refused, whether it is one or the other, and still sees their own", async () => {
    nextMinute();
    const theirs = JSON.parse((await raise("user.finance")).body).id;
    const own = JSON.parse((await raise("tech.ana")).body).id;
    expect(statuses([await look("tech.ana", theirs), await look("tech.ana", "T-0000000")])).toEqual([404, 404]);
    expect((await look("tech.ana", theirs)).statusCode).toBe(404);
    later();
    expect(await look("tech.ana", theirs)).toMatchObject(refused);
    expect(await look("tech.ana", "T-0000000")).toMatchObject(refused);
    expect((await look("tech.ana", own)).statusCode).toBe(200);
    expect((await look("user.finance", "T-0000000")).statusCode).toBe(404);
    nextMinute();
    expect((await look("tech.ana", theirs)).statusCode).toBe(404);
  });

  test("is not whoever asked for what is there and may not have it: that counts for nothing here", async () => {
    nextMinute();
    const { id: ticketId } = JSON.parse((await raise("tech.ana")).body);
    const body = { technicianId: "00000000-0000-4000-8000-000000000000" };
    for (let tried = 0; tried < 5; tried++)
      expect((await call("assignTicket", "tech.ana", { params: { ticketId }, body })).statusCode).toBe(403);
    expect((await look("tech.ana", "T-0000000")).statusCode).toBe(404);
  });

  test("is refused by what writes just the same, and what was refused is written nowhere", async () => {
    nextMinute();
    const comment = () =>
      call("addComment", "tech.ana", { params: { ticketId: "T-0000000" }, body: { message: "Hello" } });
    const answers = [await comment(), await comment(), await comment(), await comment()];
    expect(statuses(answers)).toEqual([404, 404, 404, 429]);
  });
});

test("a phone number that the desk does not text is refused, whoever enters it, and changes nothing", async () => {
  const phone = "+12135550100";
  const refusal = { statusCode: 422, body: expect.stringContaining("/phone") };
  const before = (await call("getMe", "user.finance")).body;
  const userId = JSON.parse(before).id as string;
  expect(await call("changeMe", "user.finance", { body: { phone } })).toMatchObject(refusal);
  expect(await call("changeUser", "admin", { params: { userId }, body: { phone } })).toMatchObject(refusal);
  const newcomer = { email: "newcomer@example.com", name: "New Comer", role: "user", department: "finance", phone };
  expect(await call("createUser", "admin", { body: newcomer })).toMatchObject(refusal);
  expect((await call("getMe", "user.finance")).body).toBe(before);
  expect((await call("changeMe", "user.finance", { body: { phone: "+4915100000000" } })).statusCode).toBe(200);
});
