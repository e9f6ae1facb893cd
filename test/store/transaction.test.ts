import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { comment } from "../../functions/domain/conversation.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import type { Problem } from "../../functions/domain/problem.ts";
import { category, requester } from "../domain/people.ts";
import { startStill } from "./engines.ts";

const engines = await startStill({}, { people: false });
afterAll(() => engines.stop());
const { dynamo } = await import("../../functions/store/client.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { retryRaces } = await import("../../functions/store/races.ts");
const { changeAsSystem } = await import("../../functions/store/changeAsSystem.ts");
const { commit, findTicket } = await import("../../functions/store/tickets.ts");
const { TableBusy } = await import("../../functions/store/transaction.ts");

/** How the next transactions are refused before they reach the table, as DynamoDB does: the reason of one part. */
let refusals: string[] = [];
let tries = 0;
dynamo.middlewareStack.add(
  (next, { commandName }) =>
    async (args) => {
      if (!commandName?.startsWith("TransactWrite")) return next(args);
      tries++;
      const Code = refusals.shift();
      if (Code === undefined) return next(args);
      const CancellationReasons = [{ Code: "None" }, { Code }];
      throw new TransactionCanceledException({ message: "cancelled", CancellationReasons, $metadata: {} });
    },
  { step: "initialize", name: "refusals" },
);
afterEach(() => {
  refusals = [];
  tries = 0;
});

const write = () => {
  const words = { id: newTicketId(), title: "t", description: "d", priority: "low" as const };
  return commit(raise(words, category(), requester, new Date().toISOString()));
};

describe("a transaction of which the table throttled a part", () => {
  test.each(["ThrottlingError", "ProvisionedThroughputExceeded"])("is tried again: %s", async (reason) => {
    refusals = [reason, reason, reason];
    const { ticket } = await retryRaces("it", write);
    expect(tries).toBe(4);
    expect(await findTicket(ticket.id)).toEqual(ticket);
  });

  test("is told apart from one that lost a race, so that its caller learns to try again later", async () => {
    refusals = ["ThrottlingError"];
    await expect(write()).rejects.toThrow(TableBusy);
    refusals = ["TransactionConflict"];
    const race = await write().catch((error: unknown) => error);
    expect(race).not.toBeInstanceOf(TableBusy);
    expect(await givenUp("ThrottlingError")).toMatchObject({ code: "unavailable", retryAfter: 5 });
    expect(await givenUp("TransactionConflict")).toMatchObject({ code: "version_race" });
  });
});

test("many changes of one ticket at one moment in one process are all kept, and none is tried in vain", async () => {
  const { ticket } = await retryRaces("it", write);
  tries = 0;
  const say = (message: string) => changeAsSystem(ticket.id, null, (now, act) => comment(now, message, false, act));
  await Promise.all(Array.from({ length: 50 }, (_, n) => say(`Comment ${n}`)));
  expect(tries).toBe(50);
  expect((await findTicket(ticket.id))?.version).toBe(51);
});

test("one that fails in its turn keeps the next from nothing", async () => {
  const results = await Promise.allSettled([
    retryRaces("it", write),
    retryRaces("it", () => Promise.reject(new Error("no"))),
    retryRaces("it", write),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

/** What somebody is told whose write is refused for longer than anybody waits. */
async function givenUp(reason: string): Promise<Problem> {
  const clock = Date.now;
  const attempt = () => {
    Date.now = () => clock() + 60_000;
    refusals = [reason];
    return write();
  };
  try {
    await retryRaces("it", attempt);
  } catch (error) {
    return error as Problem;
  } finally {
    Date.now = clock;
  }
  return expect.fail("it was written");
}
