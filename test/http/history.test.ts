import type { QueryCommandInput, QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { RouteName } from "../../functions/contract/routes.ts";
import { startStill } from "../store/engines.ts";
import { callers, type Parts, type Person } from "./callers.ts";

const engines = await startStill();
afterAll(() => engines.stop());
vi.spyOn(console, "log").mockImplementation(() => {});
// The handlers read their environment when they are loaded: only now there is one.
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));
const call = await callers(engines);
const { dynamo } = await import("../../functions/store/client.ts");
const { addNotification, notificationId } = await import("../../functions/store/inbox.ts");

/** How the copy of the table that answers a quick read lags behind: which of the events it does not have yet. */
let lacks: (sequence: number) => boolean = () => false;
let consistentReads = 0;
dynamo.middlewareStack.add(
  (next, { commandName }) =>
    async (args) => {
      const result = await next(args);
      if (commandName !== "QueryCommand") return result;
      const { ConsistentRead, ExpressionAttributeValues = {} } = args.input as QueryCommandInput;
      const output = result.output as QueryCommandOutput;
      if (ExpressionAttributeValues[":to"] === undefined) return result;
      if (ConsistentRead) consistentReads++;
      else output.Items = output.Items?.filter(({ sequence }) => !lacks(Number(sequence)));
      return result;
    },
  { step: "initialize", name: "lag" },
);
beforeEach(() => {
  lacks = () => false;
  consistentReads = 0;
});

const user = "user.finance";
const parsed = (answer: { body?: string }) => JSON.parse(answer.body ?? "");
const ask = async (route: RouteName, parts: Parts, by: Person = user) => parsed(await call(route, by, parts));
const words = { title: "A lamp", description: "It flickers.", category: "other", priority: "low" };
const { id: ticketId } = await ask("raiseTicket", { body: words });
for (const message of ["One", "Two", "Three"]) await ask("addComment", { params: { ticketId }, body: { message } });
type Page = { items: { sequence: number; message?: string }[]; nextCursor: string | null };
const page = async (query: object): Promise<Page> => ask("getHistory", { params: { ticketId }, query });
const sequences = (items: { sequence: number }[]) => items.map(({ sequence }) => sequence);

test("a history that is there is read once, by the cheaper read", async () => {
  expect(sequences((await page({})).items)).toEqual([1, 2, 3, 4]);
  expect(consistentReads).toBe(0);
});

test("a ticket that is opened with its history brings the first page of it, and the others follow from there", async () => {
  const open = (query: object) => ask("getTicket", { params: { ticketId }, query });
  const { history, ...ticket } = await open({ history: 2 });
  expect(ticket).toEqual(await open({}));
  expect(history.items).toEqual((await page({ limit: 2 })).items);
  expect(sequences((await page({ limit: 2, cursor: history.nextCursor })).items)).toEqual([3, 4]);
  expect((await open({ history: 4 })).history).toMatchObject({ nextCursor: null });
  expect(consistentReads).toBe(0);
});

test("an entry shows nothing of how it is kept, and hashes to those only who may read notes", async () => {
  const kept = ["PK", "SK", "item", "version", "about", "previousHash", "hash"];
  const keptFor = async (by: Person) => {
    const { items } = (await ask("getHistory", { params: { ticketId } }, by)) as Page;
    return kept.filter((name) => items.some((item) => name in item));
  };
  expect(await keptFor(user)).toEqual([]);
  expect(await keptFor("admin")).toEqual(["previousHash", "hash"]);
});

describe("who has just written reads it, from a copy of the table that", () => {
  const lags: [string, (sequence: number) => boolean][] = [
    ["has not got the last event yet", (sequence) => sequence === 4],
    ["has not got one in between", (sequence) => sequence === 2],
    ["has nothing yet", () => true],
  ];
  test.each(lags)("%s", async (_, lag) => {
    lacks = lag;
    expect(sequences((await page({})).items)).toEqual([1, 2, 3, 4]);
    const { history } = await ask("getTicket", { params: { ticketId }, query: { history: 100 } });
    expect(sequences(history.items)).toEqual([1, 2, 3, 4]);
    expect(consistentReads).toBe(2);
  });

  test("has not got the end or the beginning of a history that is read in pages", async () => {
    lacks = (sequence) => sequence === 4;
    const first = await page({ limit: 2 });
    expect(sequences(first.items)).toEqual([1, 2]);
    expect(consistentReads).toBe(0);
    const second = await page({ limit: 2, cursor: first.nextCursor });
    expect(sequences(second.items)).toEqual([3, 4]);
    expect(second.nextCursor).toBeNull();
    expect(consistentReads).toBe(1);
    lacks = (sequence) => sequence === 1;
    expect(sequences((await page({ limit: 2 })).items)).toEqual([1, 2]);
  });
});

describe("who is not shown internal notes cannot tell from the pages that there are any", () => {
  const pages = async (id: string, limit: number): Promise<Page[]> => {
    const all: Page[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const query = { limit, ...(cursor && { cursor }) };
      const one = (await ask("getHistory", { params: { ticketId: id }, query })) as Page;
      all.push(one);
      cursor = one.nextCursor ?? undefined;
    }
    return all;
  };
  const withNotes = async (notes: number): Promise<string> => {
    const { id } = await ask("raiseTicket", { body: words });
    const params = { ticketId: id };
    for (let note = 0; note < notes; note++)
      await ask("addComment", { params, body: { message: "Between us", internal: true } }, "admin");
    await ask("addComment", { params, body: { message: "For all" } });
    await ask("addComment", { params, body: { message: "At the end", internal: true } }, "admin");
    return id;
  };

  test.each([0, 1, 4, 105])("%i notes in between", async (notes) => {
    const id = await withNotes(notes);
    lacks = (sequence) => sequence > 2;
    const [first, second, ...others] = await pages(id, 1);
    expect(others).toEqual([]);
    expect(sequences(first?.items ?? [])).toEqual([1]);
    expect(second?.items).toMatchObject([{ sequence: 2, message: "For all" }]);
    expect((await pages(id, 2)).map(({ items }) => items.length)).toEqual([2]);
  });
});

test("a page of the longest texts ends before it is too large for a Lambda's answer, and the next one goes on", async () => {
  const { id } = await ask("raiseTicket", { body: words });
  const params = { ticketId: id };
  const longest = (last: string) => "😀".repeat(9999) + last;
  for (let edit = 1; edit <= 40; edit++) {
    const parts = { params, headers: { "if-match": `"${edit}"` }, body: { description: longest(String(edit % 10)) } };
    expect((await call("editTicket", user, parts)).statusCode).toBe(200);
  }
  const found: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const answer = await call("getHistory", user, { params, query: { limit: 100, ...(cursor && { cursor }) } });
    expect(Buffer.byteLength(answer.body ?? "")).toBeLessThan(2_200_000);
    const { items, nextCursor } = parsed(answer) as Page;
    found.push(...sequences(items));
    cursor = nextCursor;
  }
  expect(found).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
});

describe("pages of two show each once:", () => {
  const pages = async (route: RouteName, by: Person, query: object): Promise<string[][]> => {
    const { items, nextCursor } = await ask(route, { query: { ...query, limit: 2 } }, by);
    const ids = items.map(({ id }: { id: string }) => id);
    const { cursor: _, ...same } = query as { cursor?: string };
    return nextCursor ? [ids, ...(await pages(route, by, { ...same, cursor: nextCursor }))] : [ids];
  };

  test("what waits for somebody's decision, longest waiting first", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count++)
      ids.push((await ask("raiseTicket", { body: { ...words, category: "upgrade" } })).id);
    expect(await pages("listApprovals", "hod.finance", {})).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
  });

  test("what somebody was told, newest first, all of it or what is unread", async () => {
    const { id: account } = await ask("getMe", {}, "tech.ana");
    const times = [5, 4, 3, 2, 1].map((ago) => new Date(Date.now() - ago * 1000).toISOString());
    const ids = times.map((at) => notificationId(at, `E-${"0".repeat(20)}`));
    const told = { ticketId, type: "CommentAdded", message: "Hello", reason: "", read: false };
    for (const [nth, at] of times.entries()) await addNotification(account, { ...told, at, id: ids[nth] ?? "" });
    const [first, second, third, fourth, last] = ids;
    expect(await pages("listNotifications", "tech.ana", {})).toEqual([[last, fourth], [third, second], [first]]);
    await ask("readNotification", { params: { notificationId: third } }, "tech.ana");
    const unread = await pages("listNotifications", "tech.ana", { unread: "true" });
    expect(unread.flat()).toEqual([last, fourth, second, first]);
  });
});

describe("a cursor", () => {
  test("leads through the history that it is of, for whom it was made, and through no other", async () => {
    const { nextCursor: cursor } = await page({ limit: 1 });
    const { id: other } = await ask("raiseTicket", { body: words });
    const codeOf = async (id: string, by: Person) =>
      parsed(await call("getHistory", by, { params: { ticketId: id }, query: { cursor } })).code;
    expect(await codeOf(other, user)).toBe("invalid_cursor");
    expect(await codeOf(ticketId, "admin")).toBe("invalid_cursor");
    expect(await codeOf(ticketId, user)).toBeUndefined();
  });

  test("is another each time, and nothing without the whole of its seal", async () => {
    const { openCursor, sealCursor } = await import("../../functions/http/cursor.ts");
    const scope = { account: "somebody", route: "/v1/tickets", query: {} };
    const seal = async (position: string) => (await sealCursor(position, scope)) ?? "";
    expect(await seal("here")).not.toBe(await seal("here"));
    expect(await openCursor(await seal("here"), scope)).toBe("here");
    const bytes = Buffer.from(await seal(""), "base64url");
    for (const kept of [27, 24, 16, 12, 0]) {
      const cut = bytes.subarray(0, kept).toString("base64url");
      await expect(openCursor(cut, scope)).rejects.toMatchObject({ code: "invalid_cursor" });
    }
  });
});
