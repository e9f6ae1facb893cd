import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import {
  type _Record,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandOutput,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import { republish as republishAll } from "../../lib/notifications/republish.ts";
import { category } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

/* What the stream's reader has given up is published by an operator: the stream is read anew. */
const engines = await startStill();
afterAll(() => engines.stop());
const { peopleOf } = await import("../../functions/store/accounts.ts");
const { commit } = await import("../../functions/store/tickets.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");

const run = promisify(execFile);
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
const streams = new DynamoDBStreamsClient({});
const [table] = engines.wires.tables;
const [topic] = engines.wires.topics;
const StreamArn = table?.streamArn ?? "";
const [requester] = (await peopleOf("user", "finance")) as [Account];
let given = "";
beforeEach(async () => {
  given = `given-up-${randomUUID()}`;
  await sqs.send(new CreateQueueCommand({ QueueName: given }));
});

async function raiseOne(): Promise<string> {
  const words = { id: newTicketId(), title: "A licence", description: "d", priority: "high" } as const;
  const { ticket } = await commit(raise(words, category(["hod"]), requester, new Date().toISOString()));
  return ticket.id;
}

/** All that stands in the stream, and in which shard. */
async function stream(): Promise<{ shardId: string; records: _Record[] }> {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const shardId = StreamDescription?.Shards?.at(-1)?.ShardId ?? "";
  const start = { StreamArn, ShardId: shardId, ShardIteratorType: "TRIM_HORIZON" } as const;
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand(start));
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  return { shardId, records: Records };
}

const urlOf = async (QueueName: string) => (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? "";
async function messagesIn(name: string): Promise<Record<string, unknown>[]> {
  const queue = engines.wires.queues.find((one) => one.name.endsWith(name))?.name ?? "";
  const look = new ReceiveMessageCommand({ QueueUrl: await urlOf(queue), MaxNumberOfMessages: 10 });
  return ((await sqs.send(look)).Messages ?? []).map(({ Body = "" }) => JSON.parse(Body));
}

/** How many messages the queue holds, those included that somebody has taken a moment ago. */
async function waiting(): Promise<number> {
  const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const look = new GetQueueAttributesCommand({ QueueUrl: await urlOf(given), AttributeNames: [...names] });
  const { Attributes = {} } = await sqs.send(look);
  return names.reduce((sum, name) => sum + Number(Attributes[name]), 0);
}

const giveUp = async (place: object) =>
  sqs.send(
    new SendMessageCommand({
      QueueUrl: await urlOf(given),
      MessageBody: JSON.stringify({ DDBStreamBatchInfo: { streamArn: StreamArn, ...place } }),
    }),
  );
const republish = (...more: string[]) =>
  run(process.execPath, [
    "bin/republish.ts",
    "--queue",
    given,
    "--table",
    table?.name ?? "",
    "--topic",
    topic?.arn ?? "",
    ...more,
  ]);

test("what was given up is published, and what stands beside it in the stream is not taken for a change of an account", async () => {
  const { id, ...place } = await givable();
  await giveUp(place);
  expect((await republish()).stdout).toContain("1 batches published");
  expect(await messagesIn("-counts")).toMatchObject([{ ticketId: id, type: "TicketRaised" }]);
  expect(await messagesIn("-accounts")).toEqual([]);
  expect(await waiting()).toBe(0);
});

test("what cannot be published yet stays in the queue", async () => {
  await giveUp(await givable());
  const failed = await republish("--topic", `${topic?.arn}-gone`).catch((error: Error) => error);
  expect(failed).toMatchObject({ code: 1 });
  expect(await waiting()).toBe(1);
});

/** Raises a ticket; gives the place of what the stream says of it. */
async function givable() {
  const before = (await stream()).records.length;
  const id = await raiseOne();
  const { shardId, records } = await stream();
  const [first = "", last = ""] = [records[before], records.at(-1)].map((one) => one?.dynamodb?.SequenceNumber);
  return { id, shardId, startSequenceNumber: first, endSequenceNumber: last };
}

/** A place that the stream has forgotten. */
const forgotten = {
  streamArn: StreamArn.replace(/table\/.*\/stream/, "table/gone/stream"),
  shardId: "gone",
  startSequenceNumber: "1",
  endSequenceNumber: "2",
};

test("what the stream has forgotten is counted, stays in the queue, and keeps nothing behind it from being published", async () => {
  await giveUp(forgotten);
  const { id, ...place } = await givable();
  await giveUp(place);
  const failed = await republish().catch((error: Error) => error);
  expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining("1 batches are older than a day") });
  expect(await messagesIn("-counts")).toMatchObject([{ ticketId: id, type: "TicketRaised" }]);
  expect(await waiting()).toBe(1);
});

test("what the stream has forgotten and comes again, since publishing takes its time, keeps nothing behind it from being published, and is counted once", async () => {
  const QueueUrl = await urlOf(given);
  const client = new SQSClient({ useQueueUrlAsEndpoint: false });
  let late: string | undefined;
  /** What a minute does. */
  const showLateAgain = () =>
    sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: late, VisibilityTimeout: 0 }));
  const published: string[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const [message] = (answer.output as ReceiveMessageCommandOutput).Messages ?? [];
      if (!message?.Body?.includes('"gone"')) return answer;
      late = message.ReceiptHandle;
      if (published.length === all.length) await showLateAgain(); // nothing else is left, and it comes for ever
      return answer;
    },
    { step: "initialize" },
  );
  const all = [await givable(), await givable(), await givable()];
  await giveUp(forgotten);
  await giveUp(all[0] ?? {});
  const publish = async (records: _Record[]) => {
    published.push(records[0]?.dynamodb?.SequenceNumber ?? "");
    await showLateAgain();
    const behindIt = all[published.length];
    if (behindIt) await giveUp(behindIt);
  };
  expect(await republishAll({ sqs: client, streams, QueueUrl, publish })).toEqual({ done: 3, late: 1 });
  expect(published).toEqual(all.map(({ startSequenceNumber }) => startSequenceNumber));
  expect(await waiting()).toBe(1);
});

test("the script says what it needs", async () => {
  const failed = await run(process.execPath, ["bin/republish.ts"]).catch((error: Error) => error);
  expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining("--queue NAME --table NAME --topic ARN") });
});
