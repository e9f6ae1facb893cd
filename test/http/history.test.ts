import type { QueryCommandInput, QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startStill } from "../store/engines.ts";
import { callers, type Parts } from "./callers.ts";

const engines = await startStill();
afterAll(() => engines.stop());
vi.spyOn(console, "log").mockImplementation(() => {});
// The handlers read their environment when they are loaded: only now there is one.
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));
const call = await callers(engines);
const { dynamo } = await import("../../functions/store/client.ts");

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
const ask = async (route: "raiseTicket" | "addComment" | "getHistory", parts: Parts) =>
  parsed(await call(route, user, parts));
const words = { title: "A lamp", description: "It flickers.", category: "other", priority: "low" };
const { id: ticketId } = await ask("raiseTicket", { body: words });
for (const message of ["One", "Two", "Three"]) await ask("addComment", { params: { ticketId }, body: { message } });
const page = async (query: object): Promise<{ items: { sequence: number }[]; nextCursor: string | null }> =>
  ask("getHistory", { params: { ticketId }, query });
const sequences = (items: { sequence: number }[]) => items.map(({ sequence }) => sequence);

test("a history that is there is read once, by the cheaper read", async () => {
  expect(sequences((await page({})).items)).toEqual([1, 2, 3, 4]);
  expect(consistentReads).toBe(0);
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
    expect(consistentReads).toBe(1);
  });

  test("has not got the rest of a history that is read in pages", async () => {
    lacks = (sequence) => sequence === 4;
    const first = await page({ limit: 2 });
    expect(sequences(first.items)).toEqual([1, 2]);
    expect(consistentReads).toBe(0);
    const second = await page({ limit: 2, cursor: first.nextCursor });
    expect(sequences(second.items)).toEqual([3, 4]);
    expect(second.nextCursor).toBeNull();
    expect(consistentReads).toBe(1);
  });
});
