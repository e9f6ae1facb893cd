import { randomUUID } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { type AccountEdit, changeAccount } from "../../functions/domain/administration.ts";
import { putDepartment } from "../../functions/domain/catalogue.ts";
import { comment } from "../../functions/domain/conversation.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import type { Problem } from "../../functions/domain/problem.ts";
import { act, admin, category, person, requester } from "../domain/people.ts";
import { startStill } from "./engines.ts";

const engines = await startStill({}, { people: false });
afterAll(() => engines.stop());
const { dynamo, tableName } = await import("../../functions/store/client.ts");
const { readItems } = await import("../../functions/store/items.ts");
const { forgetSocket, openSocket, socketsOfAccount } = await import("../../functions/store/sockets.ts");
const { keys } = await import("../../functions/store/table.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { retryRaces } = await import("../../functions/store/races.ts");
const { changeAsSystem } = await import("../../functions/store/changeAsSystem.ts");
const { commit, findTicket } = await import("../../functions/store/tickets.ts");
const { findStored, peopleOf, putAccount, updateAccount } = await import("../../functions/store/accounts.ts");
const { accountWrites, readAdmins } = await import("../../functions/store/accountWrites.ts");
const { loadAccount } = await import("../../functions/store/administration.ts");
const { commitAudited } = await import("../../functions/store/audit.ts");
const { listAudit } = await import("../../functions/store/auditTrail.ts");
const { departmentWrites, findDepartment } = await import("../../functions/store/catalogue.ts");
const { cursorKey } = await import("../../functions/store/secrets.ts");
const { TableBusy, VersionRace } = await import("../../functions/store/transaction.ts");

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
  let attempts = 0;
  const attempt = () => {
    attempts++;
    Date.now = () => clock() + 20_000;
    refusals = [reason];
    return write();
  };
  try {
    await retryRaces("it", attempt);
  } catch (error) {
    expect(attempts).toBe(1); // twenty seconds are too long
    return error as Problem;
  } finally {
    Date.now = clock;
  }
  return expect.fail("it was written");
}

describe("an administrative change", () => {
  const somebody = async (role: Account["role"] = "admin") => {
    const account = { ...person(role), id: randomUUID() };
    await putAccount(account);
    return account;
  };
  const renamed = (id: string, name = "New", before: { id: string; name: string; active: boolean } | null = null) =>
    putDepartment(before, { id, name, active: true }, admin, act(admin));
  const written = async (change: ReturnType<typeof renamed>, actor: Account | null = null) =>
    commitAudited(change.audit ?? expect.fail(), departmentWrites(change), actor);

  test.each<[string, Account["role"], Partial<Account>]>([
    ["disabled", "admin", { disabled: true }],
    ["of another role", "admin", { role: "it_head" }],
    ["of another department", "hod", { department: "engineering" }],
  ])("of somebody who is %s at that moment is not made", async (_, role, edit) => {
    const actor = await somebody(role);
    const stored = await findStored(actor.id);
    await updateAccount(stored ?? expect.fail(), (account) => ({ ...account, ...edit }));
    const id = randomUUID();
    await expect(written(renamed(id), actor)).rejects.toThrow(VersionRace);
    expect(await findDepartment(id)).toBeNull();
    await written(renamed(id), await somebody(role));
    expect(await findDepartment(id)).not.toBeNull();
  });

  test("that was decided on what has changed meanwhile is not made", async () => {
    const id = randomUUID();
    await written(renamed(id, "First"));
    await expect(written(renamed(id, "Also first"))).rejects.toThrow(VersionRace);
    const before = (await findDepartment(id)) ?? expect.fail();
    await written(renamed(id, "Second", before));
    await expect(written(renamed(id, "Also second", before))).rejects.toThrow(VersionRace);
    expect((await findDepartment(id))?.name).toBe("Second");
  });

  test("is found by who made it", async () => {
    const id = randomUUID();
    await written(renamed(id));
    const { items } = await listAudit({ person: admin.id, limit: 100 }, null);
    expect(items.map(({ about }) => about.id)).toContain(id);
  });

  /** A change of an account that is decided now, and can be written later. */
  const decided = async (id: string, edit: AccountEdit) => {
    const loaded = await loadAccount(id, edit.department);
    const change = changeAccount(loaded.account, edit, loaded.around, admin, act(admin));
    return () => commitAudited(change.audit ?? expect.fail(), accountWrites(change, loaded), null);
  };

  test("of who is an admin that was decided on who they were before another is not made: each is seen by the next", async () => {
    const [one, other] = [await somebody(), await somebody()];
    const listed = async () => (await readAdmins()).ids.filter((id) => id === one.id || id === other.id);
    for (const disabled of [true, false]) {
      const [first, late] = [await decided(one.id, { disabled }), await decided(other.id, { disabled })];
      await first();
      await expect(late()).rejects.toThrow(VersionRace);
      expect(await listed()).toEqual(disabled ? [other.id] : [one.id]);
      await (await decided(other.id, { disabled }))();
      expect(await listed()).toEqual(disabled ? [] : [one.id, other.id]);
    }
  });

  test("of an account as it was before another keeps both", async () => {
    const { id } = await somebody();
    const read = (await findStored(id)) ?? expect.fail();
    const phone = "+4915100000000";
    await updateAccount(read, (account) => ({ ...account, name: "New" }));
    await updateAccount(read, (account) => ({ ...account, phone }));
    expect(await findStored(id)).toMatchObject({ name: "New", phone });
  });
});

test("an account that a deployment brings is made once, and stays as it has become since", async () => {
  const account = { ...person("user"), id: randomUUID() };
  expect(await putAccount(account)).toBe(true);
  await updateAccount((await findStored(account.id)) ?? expect.fail(), (one) => ({ ...one, name: "New" }));
  expect(await putAccount(account)).toBe(false);
  expect((await findStored(account.id))?.name).toBe("New");
});

test("the people of a role are all of them, however many pages they take, and of a department no other's", async () => {
  const heads = ["fin", "finance", "fin"].map((department, nth) => ({
    ...person("hod", department, `head ${nth}`),
    id: randomUUID(),
  }));
  for (const head of heads) await putAccount(head);
  dynamo.middlewareStack.add((next) => (args) => next({ ...args, input: { ...args.input, Limit: 1 } as never }), {
    step: "initialize",
    name: "pages",
  });
  const found = async () => [await peopleOf("hod", "fin"), await peopleOf("hod")].map((all) => all.map(({ id }) => id));
  const [ofDepartment, all] = await found().finally(() => dynamo.middlewareStack.remove("pages"));
  expect(ofDepartment?.toSorted()).toEqual([heads[0]?.id, heads[2]?.id].toSorted());
  expect(all).toEqual(expect.arrayContaining(heads.map(({ id }) => id)));
});

test("a single write that meets a transaction is made when that is over", async () => {
  const account = { ...person("user"), id: randomUUID() };
  await putAccount(account);
  let held = 2;
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (!commandName?.startsWith("PutItem") || held-- <= 0) return next(args);
        const response = { statusCode: 400, headers: {}, reason: "", body: {} };
        throw Object.assign(new Error("held"), {
          name: "TransactionConflictException",
          $fault: "client",
          $response: response,
        });
      },
    { step: "deserialize", name: "held", priority: "low" },
  );
  const read = (await findStored(account.id)) ?? expect.fail();
  const changed = updateAccount(read, (one) => ({ ...one, name: "New" }));
  expect((await changed.finally(() => dynamo.middlewareStack.remove("held"))).name).toBe("New");
  expect(held).toBe(-1);
});

test("a client that is gone is forgotten though somebody else is forgetting it at that moment", async () => {
  const [connection, account] = [randomUUID(), person("user")];
  await openSocket(connection, account);
  refusals = ["TransactionConflict"];
  await forgetSocket(connection);
  expect(await socketsOfAccount(account.id)).toEqual([]);
});

test("items that the table has no room to give are asked for again, and in the end not now", async () => {
  const shortest = vi.spyOn(Math, "random").mockReturnValue(0);
  const Keys = [keys.account(randomUUID())];
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (!commandName?.startsWith("BatchGet")) return next(args);
        return { response: {}, output: { $metadata: {}, UnprocessedKeys: { [tableName]: { Keys } } } as never };
      },
    { step: "initialize", name: "noRoom", priority: "high" },
  );
  await expect(readItems(Keys, { consistent: true })).rejects.toMatchObject({ code: "unavailable", retryAfter: 5 });
  dynamo.middlewareStack.remove("noRoom");
  shortest.mockRestore();
});

test("a key that could not be read is read again", async () => {
  dynamo.middlewareStack.add(() => () => Promise.reject(new Error("no answer")), {
    step: "initialize",
    name: "silence",
    priority: "high",
  });
  await expect(cursorKey()).rejects.toThrow("no answer");
  dynamo.middlewareStack.remove("silence");
  expect((await cursorKey()).length).toBe(32);
});
