import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PublishBatchCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startQueueSources } from "../../local/events/queueSources.ts";
import { type Messaging, startMessaging } from "../../local/messaging/messaging.ts";
import type { Text } from "../../local/messaging/texts.ts";
import { queueArn, topicArn } from "../../local/template/templateNames.ts";
import type { QueueSourceWire, QueueWire } from "../../local/template/wires.ts";
import { until } from "../../local/until.ts";

const clientSettings = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
const queueOf = (name: string, attributes: Record<string, string> = {}): QueueWire => ({
  name,
  arn: queueArn(name),
  attributes,
});
const redrive = JSON.stringify({ deadLetterTargetArn: queueArn("mail-dead"), maxReceiveCount: 3 });
const queues = [
  queueOf("mail", { VisibilityTimeout: "60", RedrivePolicy: redrive }),
  queueOf("mail-dead"),
  queueOf("loud"),
];
const topics = [{ name: "events", arn: topicArn("events") }];
const subscriptions = [
  { topicArn: topicArn("events"), queueArn: queueArn("mail"), attributes: { RawMessageDelivery: "true" } },
  {
    topicArn: topicArn("events"),
    queueArn: queueArn("loud"),
    attributes: { FilterPolicy: JSON.stringify({ priority: ["critical"] }) },
  },
];

let dataDir = "";
let texts: Text[] = [];
let messaging: Messaging;
let sns: SNSClient;
let sqs: SQSClient;
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  dataDir = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "messages-"));
  texts = [];
  await start();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await messaging.stop();
  rmSync(dataDir, { recursive: true });
});

async function start(wanted = queues): Promise<void> {
  const onText = (text: Text) => void texts.push(text);
  messaging = await startMessaging({ dataDir, queues: wanted, topics, subscriptions, onText });
  sns = new SNSClient({ ...clientSettings, endpoint: messaging.endpoint });
  sqs = new SQSClient({ ...clientSettings, endpoint: messaging.endpoint });
}
async function restart(wanted = queues): Promise<void> {
  await messaging.stop();
  await start(wanted);
}

const publish = (Message: string, priority = "low") =>
  sns.send(
    new PublishCommand({
      TopicArn: topicArn("events"),
      Message,
      MessageAttributes: { priority: { DataType: "String", StringValue: priority } },
    }),
  );
const urlOf = async (name: string) => (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl ?? "";
async function receive(name: string, more: { VisibilityTimeout?: number; WaitTimeSeconds?: number } = {}) {
  const QueueUrl = await urlOf(name);
  const asked = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"], ...more };
  return (await sqs.send(new ReceiveMessageCommand(asked))).Messages ?? [];
}
const bodies = async (name: string) => (await receive(name)).map(({ Body }) => Body).sort();

/** Feeds a function from the queue "mail"; `answer` decides on each batch. */
function consume(answer: (event: SQSEvent) => unknown = () => {}, more: Partial<QueueSourceWire> = {}) {
  const batches: SQSEvent[] = [];
  const mapping: QueueSourceWire = {
    id: "mapping",
    function: "notify",
    queueArn: queueArn("mail"),
    filters: [],
    batchSize: 10,
    windowSeconds: 0,
    reportBatchItemFailures: true,
    maximumConcurrency: undefined,
    ...more,
  };
  const sources = startQueueSources({
    mappings: [mapping],
    messaging,
    invoke: async (_, event) => {
      batches.push(event as SQSEvent);
      return answer(event as SQSEvent);
    },
    retrySeconds: 0.05,
  });
  stops.push(sources.stop);
  return { batches, ...sources, bodies: () => batches.flatMap(({ Records }) => Records.map(({ body }) => body)) };
}
const failing = ({ Records }: SQSEvent, isBad: (body: string) => boolean): SQSBatchResponse => ({
  batchItemFailures: Records.filter(({ body }) => isBad(body)).map(({ messageId }) => ({ itemIdentifier: messageId })),
});

test("a topic hands on what is published: raw where the subscription says so, and only what its filter lets through", async () => {
  await publish("quiet");
  await publish("alarm", "critical");
  const raw = await receive("mail");
  expect(raw.map(({ Body }) => Body)).toEqual(["quiet", "alarm"]);
  expect(raw[1]?.MessageAttributes?.priority).toMatchObject({ DataType: "String", StringValue: "critical" });
  const wrapped = (await receive("loud")).map(({ Body }) => JSON.parse(Body ?? ""));
  expect(wrapped).toMatchObject([{ Type: "Notification", TopicArn: topicArn("events"), Message: "alarm" }]);
});

test("a queue takes every character that SQS takes, an emoji too, and refuses the others", async () => {
  const QueueUrl = await urlOf("mail");
  const send = (MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const taken = "Zoë 🦊 𠮷\t\n\ue000\ufffd\u{10000}\u{10ffff}";
  await send(taken);
  expect(await bodies("mail")).toEqual([taken]);
  for (const other of ["\u0000", "\u001b", "\ufffe", "\uffff"]) {
    await expect(send(other), JSON.stringify(other)).rejects.toThrow(/Invalid characters/);
  }
});

test("a batch of messages is published at once", async () => {
  const PublishBatchRequestEntries = ["a", "b"].map((Message) => ({ Id: Message, Message }));
  const { Successful } = await sns.send(
    new PublishBatchCommand({ TopicArn: topicArn("events"), PublishBatchRequestEntries }),
  );
  expect(Successful).toHaveLength(2);
  expect(await bodies("mail")).toEqual(["a", "b"]);
});

test("a function gets the messages of its queue in the shape of Lambda's SQS event, and each once", async () => {
  const { batches, settled } = consume();
  await publish("hello", "high");
  await settled();
  expect(batches).toHaveLength(1);
  expect(batches[0]?.Records[0]).toMatchObject({
    body: "hello",
    eventSource: "aws:sqs",
    eventSourceARN: queueArn("mail"),
    awsRegion: "us-east-1",
    attributes: { ApproximateReceiveCount: "1", SentTimestamp: expect.stringMatching(/^\d{13}$/) },
    messageAttributes: { priority: { dataType: "String", stringValue: "high" } },
    messageId: expect.any(String),
    receiptHandle: expect.any(String),
    md5OfBody: "5d41402abc4b2a76b9719d911017c592",
  });
});

test("a message that failed comes back; what succeeded beside it does not", async () => {
  let failures = 2;
  const { bodies: seen, settled } = consume((event) => failing(event, (body) => body === "bad" && failures-- > 0), {
    windowSeconds: 0.05,
  });
  await Promise.all(["good", "bad"].map((body) => publish(body)));
  await settled();
  expect(seen().sort()).toEqual(["bad", "bad", "bad", "good"]);
});

test("a poison message is in the dead-letter queue after its receives, and the others have gone on", async () => {
  const { bodies: seen, settled } = consume((event) => failing(event, (body) => body === "poison"));
  await publish("poison");
  for (const body of ["a", "b", "c"]) await publish(body);
  await settled();
  expect(seen().filter((body) => body === "poison")).toHaveLength(3);
  expect(seen()).toEqual(expect.arrayContaining(["a", "b", "c"]));
  expect(await bodies("mail-dead")).toEqual(["poison"]);
});

test("what is in the dead-letter queue is given back and tried again, as if it were new", async () => {
  let isBroken = true;
  const { batches, settled } = consume((event) => failing(event, () => isBroken));
  await publish("mended later");
  await settled();
  isBroken = false;
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: queueArn("mail-dead") }));
  await settled();
  expect(batches).toHaveLength(4);
  expect(batches.at(-1)?.Records[0]).toMatchObject({
    body: "mended later",
    attributes: { ApproximateReceiveCount: "1" },
  });
  await restart();
  expect([await bodies("mail"), await bodies("mail-dead")]).toEqual([[], []]);
  const unknown = new StartMessageMoveTaskCommand({ SourceArn: queueArn("none") });
  await expect(sqs.send(unknown)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test.each([
  ["a function that throws", () => Promise.reject(new Error("no"))],
  ["an answer about a message that is not in the batch", () => ({ batchItemFailures: [{ itemIdentifier: "other" }] })],
  ["an answer without the message's id", () => ({ batchItemFailures: [{}] })],
])("%s fails the whole batch", async (_, answer) => {
  let first = true;
  const { bodies: seen, settled } = consume(() => {
    const wasFirst = first;
    first = false;
    return wasFirst ? answer() : undefined;
  });
  await publish("a");
  await settled();
  expect(seen()).toEqual(["a", "a"]);
});

test("no more batches run at a time than the mapping allows, and none is larger than it says", async () => {
  let atWork = 0;
  let most = 0;
  for (let index = 0; index < 12; index++) await publish(String(index));
  const {
    batches,
    bodies: seen,
    settled,
  } = consume(
    async () => {
      most = Math.max(most, ++atWork);
      await new Promise((later) => setTimeout(later, 5));
      atWork--;
    },
    { batchSize: 2, maximumConcurrency: 2 },
  );
  await settled();
  expect(most).toBe(2);
  expect(Math.max(...batches.map(({ Records }) => Records.length))).toBe(2);
  expect(seen().sort()).toEqual(Array.from({ length: 12 }, (_, index) => String(index)).sort());
});

test("a filter of the mapping drops what does not match", async () => {
  const { bodies: seen, settled } = consume(() => {}, { filters: [{ body: { type: ["wanted"] } }] });
  await publish(JSON.stringify({ type: "wanted" }));
  await publish(JSON.stringify({ type: "other" }));
  await settled();
  expect(seen()).toEqual(['{"type":"wanted"}']);
});

test("messages wait over a stop, at the queue's new address, and those that were under way come at once", async () => {
  await publish("waiting");
  await publish("under way");
  const taken = await receive("mail", { VisibilityTimeout: 600 });
  expect(taken).toHaveLength(2);
  await publish("later");
  await restart();
  expect(await bodies("mail")).toEqual(["later", "under way", "waiting"]);
});

test("a message that is under way at each of many kills is not given up for it", async () => {
  await publish("kept");
  for (let kill = 0; kill < 5; kill++) {
    expect(await bodies("mail")).toEqual(["kept"]);
    await restart();
  }
  expect([await bodies("mail"), await bodies("mail-dead")]).toEqual([["kept"], []]);
});

test("a queue keeps its messages when the template changes its attributes", async () => {
  await publish("kept");
  await restart([queueOf("mail", { VisibilityTimeout: "7" }), queueOf("mail-dead"), queueOf("loud")]);
  const asked = { QueueUrl: await urlOf("mail"), AttributeNames: ["All" as const] };
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand(asked));
  expect(Attributes.VisibilityTimeout).toBe("7");
  expect(Attributes).not.toHaveProperty("RedrivePolicy");
  expect(await bodies("mail")).toEqual(["kept"]);
});

test("a message whose visibility is set to nothing is there again at once, also after a restart", async () => {
  await publish("again");
  for (let turn = 0; turn < 2; turn++) {
    const [message] = await receive("mail");
    const { ReceiptHandle } = message ?? {};
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: await urlOf("mail"), ReceiptHandle, VisibilityTimeout: 0 }),
    );
  }
  await restart();
  expect(await bodies("mail")).toEqual(["again"]);
});

test("what was published before a kill -9 is delivered after it", async () => {
  await messaging.stop();
  const script = `
    import { startMessaging } from "./local/messaging/messaging.ts";
    const { endpoint } = await startMessaging(${JSON.stringify({ dataDir, queues, topics, subscriptions })});
    console.log(endpoint);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [endpoint] = (await once(createInterface(child.stdout), "line")) as [string];
  sns = new SNSClient({ ...clientSettings, endpoint });
  sqs = new SQSClient({ ...clientSettings, endpoint });
  await publish("survives");
  await publish("survives too");
  await receive("mail");
  child.kill("SIGKILL");
  await once(child, "exit");
  await start();
  const { bodies: seen, settled } = consume();
  await settled();
  expect(seen().sort()).toEqual(["survives", "survives too"]);
});

test("an SMS goes to who takes them, and to no topic; a number that is none is refused as by the service", async () => {
  const { MessageId } = await sns.send(
    new PublishCommand({ PhoneNumber: "+4915112345678", Message: "T-1 waits <for> you" }),
  );
  expect(texts).toEqual([{ id: MessageId, to: "+4915112345678", text: "T-1 waits <for> you" }]);
  await expect(sns.send(new PublishCommand({ PhoneNumber: "0151", Message: "x" }))).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
  expect(texts).toHaveLength(1);
});

test("an empty queue is waited on: what is sent arrives within a moment, and a stop does not wait", async () => {
  const { bodies: seen, stop } = consume();
  await new Promise((later) => setTimeout(later, 30));
  const begun = Date.now();
  await sqs.send(new SendMessageCommand({ QueueUrl: await urlOf("mail"), MessageBody: "now" }));
  await until(
    async () => seen(),
    (all) => all.length === 1,
    "the message",
  );
  expect(Date.now() - begun).toBeLessThan(500);
  await stop();
  expect(Date.now() - begun).toBeLessThan(1500);
});
