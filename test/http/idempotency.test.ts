import { randomUUID } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { routes } from "../../functions/contract/routes.ts";
import { comment } from "../../functions/domain/conversation.ts";
import { raise as raiseAs } from "../../functions/domain/lifecycle.ts";
import { act, admin, category } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";
import { callers } from "./callers.ts";
import { stages } from "./roundTripCases.ts";

const engines = await startStill();
afterAll(() => engines.stop());
vi.spyOn(console, "log").mockImplementation(() => {});
vi.spyOn(console, "error").mockImplementation(() => {});
// The handlers read their environment when they are loaded: only now there is one.
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));
const call = await callers(engines);
const { enabled } = await import("../../functions/http/caller.ts");
const { once } = await import("../../functions/http/idempotency.ts");
const { dynamo } = await import("../../functions/store/client.ts");
const { findStored, peopleOf, updateAccount } = await import("../../functions/store/accounts.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { commit, findTicket } = await import("../../functions/store/tickets.ts");
const { VersionRace } = await import("../../functions/store/transaction.ts");
const { answerWrite, claimRequest, keepAnswer, releaseRequest } = await import("../../functions/store/requests.ts");
type Claim = import("../../functions/store/requests.ts").Claim;

const answer = { statusCode: 201, headers: {}, body: "made" };
const request = () => ({ accountId: randomUUID(), key: "a-key", fingerprint: "a-body" });
const claimed = async (one: ReturnType<typeof request>) => (await claimRequest(one)) as Claim;
const later = (seconds: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });
afterEach(() => vi.useRealTimers());

describe("an Idempotency-Key", () => {
  test("whose request died is free for the same one after a minute, and no earlier", async () => {
    const one = request();
    await claimRequest(one);
    later(55);
    await expect(claimRequest(one)).rejects.toMatchObject({ code: "request_running" });
    later(10);
    expect(await claimRequest(one)).toMatchObject({ attempt: expect.any(String) });
  });

  test("that another attempt has taken over is neither answered nor given back by the first", async () => {
    const one = request();
    const dead = await claimed(one);
    later(65);
    const alive = await claimed(one);
    await expect(keepAnswer(dead, { ...answer, body: "late" })).rejects.toThrow();
    await releaseRequest(dead);
    await expect(claimRequest(one)).rejects.toMatchObject({ code: "request_running" });
    await keepAnswer(alive, answer);
    await releaseRequest(dead);
    await releaseRequest(alive);
    expect(await claimRequest(one)).toEqual(answer);
  });

  test("gives its answer for a day, to the same request only, and is free then", async () => {
    const one = request();
    await keepAnswer(await claimed(one), answer);
    later(23 * 3600);
    expect(await claimRequest(one)).toEqual(answer);
    await expect(claimRequest({ ...one, fingerprint: "another" })).rejects.toMatchObject({
      code: "idempotency_key_reused",
    });
    later(2 * 3600);
    expect(await claimRequest({ ...one, fingerprint: "another" })).toMatchObject({ attempt: expect.any(String) });
  });

  test("whose claim was written and whose answer got lost, so that the SDK wrote it again, is still its own", async () => {
    let left = 1;
    dynamo.middlewareStack.add(
      (next) => async (args) => {
        if (left-- > 0) await next(args);
        return next(args);
      },
      { step: "build", name: "lostAnswer" },
    );
    const taken = await claimRequest(request()).finally(() => dynamo.middlewareStack.remove("lostAnswer"));
    expect(taken).toMatchObject({ attempt: expect.any(String) });
    expect(left).toBe(0);
  });

  test("that could not be taken, since the table did not answer, is said to be just that", async () => {
    dynamo.middlewareStack.add(() => () => Promise.reject(new Error("no answer")), {
      step: "initialize",
      name: "silence",
      priority: "high",
    });
    await expect(claimRequest(request())).rejects.toThrow("no answer");
    dynamo.middlewareStack.remove("silence");
  });
});

test("what went wrong is told as it is, though the key cannot be given back", async () => {
  const wrong = new Error("the work failed");
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      (args) =>
        commandName?.startsWith("Delete") ? Promise.reject(new Error("the table does not answer")) : next(args),
    { step: "initialize", name: "noAnswer" },
  );
  const event = { headers: { "idempotency-key": randomUUID() }, rawPath: "/" } as unknown as APIGatewayProxyEventV2;
  const asked = {
    route: routes.createSocketTicket,
    event,
    accountId: randomUUID(),
    caller: new Promise<never>(() => {}),
  };
  await expect(once(asked, () => Promise.reject(wrong))).rejects.toBe(wrong);
  dynamo.middlewareStack.remove("noAnswer");
});

test("an answer of an attempt that has lost its key is not written, and neither is what it tells of", async () => {
  const one = request();
  const dead = await claimed(one);
  later(65);
  await claimed(one);
  const [user] = await peopleOf("user", "finance");
  const wanted = { id: newTicketId(), title: "t", description: "d", priority: "low" as const };
  const change = raiseAs(wanted, category(), user ?? expect.fail(), new Date().toISOString());
  const late = await commit(change, () => [answerWrite(dead, answer)]).catch((error: unknown) => error);
  expect(late).toBeInstanceOf(Error);
  expect(late).not.toBeInstanceOf(VersionRace);
  expect(await findTicket(wanted.id)).toBeNull();
});

test("a key belongs to one address, and on what is no POST it is overlooked", async () => {
  const headers = { "idempotency-key": randomUUID() };
  const replayed = async (route: "readAllNotifications" | "createSocketTicket" | "getMe" | "changeMe") => {
    const body = route === "changeMe" && { body: { name: "Somebody" } };
    const { statusCode, headers: told } = await call(route, "user.finance", { ...body, headers });
    return [statusCode, told["idempotency-replayed"]];
  };
  for (const route of ["getMe", "changeMe", "getMe", "changeMe"] as const)
    expect(await replayed(route)).toEqual([200, undefined]);
  expect(await replayed("readAllNotifications")).toEqual([200, undefined]);
  expect(await replayed("readAllNotifications")).toEqual([200, "true"]);
  expect(await replayed("createSocketTicket")).toEqual([422, undefined]);
});

test("a request that finds nothing left to change is answered under its key as well", async () => {
  const parts = { ...(await stages(call).withFile("completed")), headers: { "idempotency-key": randomUUID() } };
  const first = await call("completeUpload", "user.finance", parts);
  const again = await call("completeUpload", "user.finance", parts);
  expect([first.statusCode, again.statusCode, again.headers["idempotency-replayed"]]).toEqual([200, 200, "true"]);
  expect(again.body).toBe(first.body);
});

const words = { title: "A title", description: "Some text", category: "other", priority: "low" };
const raise = (headers: Record<string, string>, by: "user.finance" | "admin" = "user.finance") =>
  call("raiseTicket", by, { body: words, headers });

test("a ticket whose transaction was carried out and whose answer got lost is not made again by the same key", async () => {
  const headers = { "idempotency-key": randomUUID() };
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const done = await next(args);
        if (commandName?.startsWith("TransactWrite")) throw new Error("the answer was lost");
        return done;
      },
    { step: "initialize", name: "lostAnswer" },
  );
  const lost = await raise(headers).finally(() => dynamo.middlewareStack.remove("lostAnswer"));
  expect(lost.statusCode).toBe(500);
  const again = await raise(headers);
  expect([again.statusCode, again.headers["idempotency-replayed"]]).toEqual([201, "true"]);
});

test("a password is reset though another transaction held the administrator's account at that moment", async () => {
  const [technician] = await peopleOf("technician");
  let conflicts = 2;
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (!commandName?.startsWith("TransactWrite") || conflicts-- <= 0) return next(args);
        const CancellationReasons = [{ Code: "None" }, { Code: "TransactionConflict" }];
        throw new TransactionCanceledException({ message: "cancelled", CancellationReasons, $metadata: {} });
      },
    { step: "initialize", name: "conflicts" },
  );
  const reset = { params: { userId: technician?.id }, headers: { "idempotency-key": randomUUID() } };
  const given = await call("resetPassword", "admin", reset).finally(() => dynamo.middlewareStack.remove("conflicts"));
  expect([given.statusCode, JSON.parse(given.body)]).toEqual([200, { sent: "code" }]);
  expect((await call("resetPassword", "admin", reset)).headers["idempotency-replayed"]).toBe("true");
});

const disable = async (disabled: boolean) => {
  const [user] = await peopleOf("user", "finance");
  const stored = await findStored(user?.id ?? "");
  await updateAccount(stored ?? expect.fail(), (account) => ({ ...account, disabled }));
};

test("somebody whose token is good and who has no account here is not signed in", async () => {
  await expect(enabled(randomUUID())).rejects.toMatchObject({ code: "unauthenticated" });
});

test("somebody who has been disabled is not told again what was answered before", async () => {
  const headers = { "idempotency-key": randomUUID() };
  expect((await raise(headers)).statusCode).toBe(201);
  await disable(true);
  expect((await raise(headers)).statusCode).toBe(401);
  await disable(false);
  expect((await raise(headers)).headers["idempotency-replayed"]).toBe("true");
});

test("somebody who is disabled while their change has to be tried again does not make it", async () => {
  const { id: ticketId } = JSON.parse((await raise({})).body) as { id: string };
  const ticket = (await findTicket(ticketId)) ?? expect.fail();
  const others = comment(ticket, "First", false, { ...act(admin), at: new Date().toISOString() });
  let isFirst = true;
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName?.startsWith("TransactWrite") && isFirst) {
          isFirst = false;
          await commit(others);
          await disable(true);
        }
        return next(args);
      },
    { step: "initialize", name: "overtaken" },
  );
  const late = await call("addComment", "user.finance", { params: { ticketId }, body: { message: "Late" } });
  dynamo.middlewareStack.remove("overtaken");
  await disable(false);
  expect([isFirst, late.statusCode, JSON.parse(late.body).code]).toEqual([false, 401, "account_disabled"]);
  expect((await findTicket(ticketId))?.revision).toBe(2);
});
