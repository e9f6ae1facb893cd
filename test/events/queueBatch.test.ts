import type { DynamoDBStreamEvent, SQSEvent, SQSRecord } from "aws-lambda";
import { beforeEach, expect, test, vi } from "vitest";
import { eachMessage, settleAll } from "../../functions/events/queueBatch.ts";
import { inOrder } from "../../functions/store/stream.ts";

const written = vi.spyOn(console, "error").mockImplementation(() => {});
beforeEach(() => written.mockClear());
/** That a failure can be found: its name, what it says, and where it was. */
const found = (error: string, message: string) => ({
  error,
  message,
  stack: expect.stringContaining("queueBatch.test.ts"),
});
const batch = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({ messageId: `m${index}`, body }) as SQSRecord),
});

test("a message that cannot be handled, or is no JSON at all, comes back alone; the others are done", async () => {
  const done: unknown[] = [];
  const handle = async (message: { poison?: true; n?: number }) => {
    if (message.poison) throw new Error("poison");
    done.push(message.n);
  };
  const answer = await eachMessage(batch('{"n":1}', '{"poison":true}', "no JSON", '{"n":2}'), handle);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "m1" }, { itemIdentifier: "m2" }] });
  expect(done.sort()).toEqual([1, 2]);
  expect(written.mock.calls).toMatchObject([
    [{ messageId: "m1", ...found("Error", "poison") }],
    [{ messageId: "m2", error: "SyntaxError" }],
  ]);
});

test("one person who cannot be told does not keep the others from it", async () => {
  const told: number[] = [];
  const tell = async (person: number) => {
    if (person === 2) throw new Error("unreachable");
    told.push(person);
  };
  await expect(settleAll([1, 2, 3], tell)).rejects.toThrow("unreachable");
  expect(told).toEqual([1, 3]);
});

test("as many are told at once as are asked for, and in the end all", async () => {
  let [now, most] = [0, 0];
  const told: number[] = [];
  const tell = async (person: number) => {
    most = Math.max(most, ++now);
    await new Promise(setImmediate);
    now--;
    told.push(person);
  };
  await settleAll([1, 2, 3, 4, 5, 6, 7], tell, 3);
  expect(most).toBe(3);
  expect(told.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("of a stream's batch, what fails and all after it come again, and nothing after it is done", async () => {
  const done: number[] = [];
  const Records = [1, 2, 3].map((n) => ({
    dynamodb: { SequenceNumber: `s${n}`, NewImage: { n: { N: String(n) } } },
  }));
  const handle = async ({ n }: { n: number }) => {
    if (n === 2) throw new Error("no answer");
    done.push(n);
  };
  const answer = await inOrder({ Records } as DynamoDBStreamEvent, handle);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "s2" }] });
  expect(done).toEqual([1]);
  expect(written.mock.calls).toMatchObject([[{ sequence: "s2", ...found("Error", "no answer") }]]);
});
