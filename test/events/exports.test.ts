import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import { category } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";
import type { Cut } from "../store/power.ts";

const engines = await startStill();
afterAll(() => engines.stop());
const bucket = engines.wires.buckets.find(({ isVersioned }) => isVersioned)?.name ?? "";
process.env.BUCKET_NAME = bucket;
vi.spyOn(console, "error").mockImplementation(() => {});

// The handlers read their environment when they are loaded: only now there is one.
const { untilPowerFails } = await import("../store/power.ts");
const { commitCapped } = await import("../../functions/store/rateLimits.ts");
const { retryRaces } = await import("../../functions/store/races.ts");
const { dynamo, putIfAbsent, tableName } = await import("../../functions/store/client.ts");
const { keys } = await import("../../functions/store/table.ts");
const { exportsAnHour, exportWrite, findExport, finishExport } = await import("../../functions/store/exports.ts");
const { exportAddress } = await import("../../functions/store/files.ts");
const { putExport } = await import("../../functions/store/exportFile.ts");
const { findStored, peopleOf, updateAccount } = await import("../../functions/store/accounts.ts");
const { commit } = await import("../../functions/store/tickets.ts");
const { VersionRace } = await import("../../functions/store/transaction.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { handler } = await import("../../functions/events/export.ts");

const [owner] = (await peopleOf("user", "finance")) as [Account];
const words = { title: "A title", description: "Some text", priority: "low" } as const;
const raiseOne = () => commit(raise({ ...words, id: newTicketId() }, category(), owner, new Date().toISOString()));
beforeAll(async () => {
  for (let count = 0; count < 7; count++) await raiseOne();
});

const running = { state: "running", rows: null, truncated: false, query: {}, writtenFor: null, object: null } as const;
const newExport = (accountId: string, at: string) =>
  exportWrite({ ...running, id: randomUUID(), accountId, createdAt: at });

async function begin(accountId = owner.id): Promise<string> {
  const { Put } = newExport(accountId, new Date().toISOString());
  await putIfAbsent(Put?.Item ?? {});
  return Put?.Item?.id as string;
}

async function disable(disabled: boolean): Promise<void> {
  const stored = await findStored(owner.id);
  if (stored) await updateAccount(stored, (account) => ({ ...account, disabled }));
}

/** A message as the queue brings it; gives those that are to come again. */
async function deliver(id: string, accountId = owner.id): Promise<unknown[]> {
  const batch = { Records: [{ messageId: "1", body: JSON.stringify({ accountId, id }) }] };
  return (await handler(batch as unknown as SQSEvent)).batchItemFailures;
}

async function rowsInFile(id: string): Promise<number> {
  const found = await findExport(owner.id, id);
  const { url } = await exportAddress(owner.id, id, { object: found?.object ?? null, name: "x.csv" });
  return (await (await fetch(url)).text()).split("\r\n").length - 2;
}

describe("an export", () => {
  const cuts: [what: string, cut: Cut][] = [
    ["before its owner is read", { at: "Get", when: "before", nth: 2 }],
    ["while the list is read", { at: "Query", when: "before" }],
    ["before the file is stored", { at: "PutObject", when: "before" }],
    ["when the file is stored", { at: "PutObject", when: "after" }],
    ["when it is written down", { at: "Update", when: "after" }],
  ];
  test.each(cuts)(
    "cut short %s, it is finished when the message comes again, and left alone once more",
    async (_, cut) => {
      const id = await begin();
      expect(await untilPowerFails(cut, () => deliver(id))).toBe(true);
      expect(await deliver(id)).toEqual([]);
      const ready = await findExport(owner.id, id);
      expect(ready).toMatchObject({ state: "ready", rows: 7, truncated: false, object: expect.any(String) });
      expect(await rowsInFile(id)).toBe(7);
      expect(await deliver(id)).toEqual([]);
      expect(await findExport(owner.id, id)).toEqual(ready);
    },
  );

  test("whose message comes many times at one moment hands out the one file that was written down", async () => {
    const id = await begin();
    const [, ...all] = await Promise.all([raiseOne(), ...Array.from({ length: 6 }, () => deliver(id))]);
    expect(all.flat()).toEqual([]);
    expect(await rowsInFile(id)).toBe((await findExport(owner.id, id))?.rows);
  });

  test("that is added again, because the answer was lost, stays as it has become", async () => {
    const id = await begin();
    await deliver(id);
    const ready = await findExport(owner.id, id);
    const again = ready && exportWrite({ ...ready, state: "running" });
    const by = { accountId: owner.id, at: new Date().toISOString() };
    await expect(commitCapped(exportsAnHour, by, again ? [again] : [], [])).rejects.toBeInstanceOf(VersionRace);
    expect(await findExport(owner.id, id)).toEqual(ready);
  });

  test("of somebody who is disabled meanwhile, or who is not there, fails for good", async () => {
    const id = await begin();
    await disable(true);
    expect(await deliver(id)).toEqual([]);
    await disable(false);
    expect(await findExport(owner.id, id)).toMatchObject({ state: "failed", rows: null, object: null });
    const nobody = randomUUID();
    const theirs = await begin(nobody);
    expect(await deliver(theirs, nobody)).toEqual([]);
    expect(await findExport(nobody, theirs)).toMatchObject({ state: "failed" });
  });

  test("whose outcome could not be written down is carried out again", async () => {
    const id = await begin();
    dynamo.middlewareStack.add(
      (next, { commandName }) =>
        (args) =>
          commandName?.startsWith("Update") ? Promise.reject(new Error("no answer")) : next(args),
      { step: "initialize", name: "silence" },
    );
    const failures = await deliver(id).finally(() => dynamo.middlewareStack.remove("silence"));
    expect(failures).toEqual([{ itemIdentifier: "1" }]);
    expect(await deliver(id)).toEqual([]);
    expect(await findExport(owner.id, id)).toMatchObject({ state: "ready" });
  });

  test("that was carried out twice is what it came to first, and one that has expired meanwhile does not come back", async () => {
    const [first, gone] = [await begin(), randomUUID()];
    const outcome = { state: "ready", rows: 1, truncated: false, writtenFor: null, object: "first" } as const;
    for (const object of ["first", "second"])
      for (const id of [first, gone])
        await finishExport({ ...running, id, accountId: owner.id, createdAt: "" }, { ...outcome, object });
    expect(await findExport(owner.id, first)).toMatchObject({ object: "first" });
    const left = await dynamo.send(new GetCommand({ TableName: tableName, Key: keys.export(owner.id, gone) }));
    expect(left.Item).toBeUndefined();
  });

  test("that is gone makes no file, and none comes back", async () => {
    const id = randomUUID();
    expect(await deliver(id)).toEqual([]);
    expect(await findExport(owner.id, id)).toBeNull();
  });

  test("ends after a day", async () => {
    const id = await begin();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 24 * 3600_000 + 2000 });
    try {
      expect(await findExport(owner.id, id)).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a file", () => {
  const megabytes = async function* (count: number, fails: boolean) {
    for (let one = 0; one < count; one++) yield "x".repeat(1024 * 1024);
    if (fails) throw new Error("the list cannot be read");
  };
  const partsFolder = join(engines.dataDir, "files", bucket, "parts");
  const sizeOf = async (id: string, object: string) => {
    const answer = await fetch((await exportAddress("me", id, { object, name: "x" })).url);
    return [answer.status, (await answer.bytes()).length];
  };

  test("larger than what is kept in memory is stored whole", async () => {
    const object = await putExport("me", "large", megabytes(13, false));
    expect(await sizeOf("large", object)).toEqual([200, 13 * 1024 * 1024]);
  });

  test("is handed out in the version that was written down, whatever was stored after it", async () => {
    const written = await putExport("me", "twice", megabytes(1, false));
    await putExport("me", "twice", megabytes(2, false));
    expect(await sizeOf("twice", written)).toEqual([200, 1024 * 1024]);
  });

  test("is saved under its own name, which cannot be taken for another, and kept by no cache", async () => {
    const name = "a\"; filename=evil.exe; b\\\\c %41 (d)'*\u00e4.csv";
    const { url } = await exportAddress("me", "any", { object: null, name });
    const asked = new URL(url).searchParams;
    const said = /^attachment; filename="([^"\\\\%]*)"; filename\*=UTF-8''([\w.%-]+)$/.exec(
      asked.get("response-content-disposition") ?? "",
    );
    expect(said?.[1]).toBe("a_; filename=evil.exe; b__c _41 (d)'*_.csv");
    expect(decodeURIComponent(said?.[2] ?? "")).toBe(name);
    expect(asked.get("response-cache-control")).toBe("private, no-store");
  });

  test("whose list cannot be read to its end is not there, and leaves no parts", async () => {
    await expect(putExport("me", "cut", megabytes(13, true))).rejects.toThrow("the list cannot be read");
    expect((await sizeOf("cut", "null"))[0]).toBe(404);
    expect(existsSync(partsFolder) && readdirSync(partsFolder)).toEqual([]);
  });
});

test("one person begins no more exports in an hour than their cap, and others still may", async () => {
  const [person, at] = [randomUUID(), "2026-11-22T10:59:00.000Z"];
  const writes = Array.from({ length: 14 }, () => newExport(person, at));
  const may = (accountId: string, when: string, write = newExport(accountId, when)) =>
    retryRaces(accountId, () => commitCapped(exportsAnHour, { accountId, at: when }, [write], [])).then(
      () => true,
      ({ code }) => code !== "too_many_requests",
    );
  const asked = await Promise.all(writes.map((write) => may(person, at, write)));
  expect(asked.filter(Boolean)).toHaveLength(10);
  const begun = await Promise.all(writes.map(({ Put }) => findExport(person, String(Put?.Item?.id))));
  expect(begun.map((one) => one !== null)).toEqual(asked);
  expect(await may(randomUUID(), at)).toBe(true);
  expect(await may(person, "2026-11-22T11:00:00.000Z")).toBe(true);
});
