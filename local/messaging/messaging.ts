import { join } from "node:path";
import { region } from "../template/templateNames.ts";
import type { QueueWire, SubscriptionWire, TopicWire } from "../template/wires.ts";
import { newMessage, openFauxqs, type Queue, type Queues } from "./fauxqs.ts";
import { answerMoves } from "./messageMoves.ts";
import { answerTexts, type TakeText } from "./texts.ts";

type Options = {
  dataDir: string;
  queues: readonly QueueWire[];
  topics: readonly TopicWire[];
  subscriptions: readonly SubscriptionWire[];
  /** Gets each SMS. */
  onText: TakeText;
};
export type Messaging = {
  /** Of SNS and SQS alike. */
  endpoint: string;
  queue(arn: string): Queue;
  /** Moves what was received too often, as a receiver does by the way. */
  deadLetterQueue(arn: string): Queue | undefined;
  send(queueArn: string, body: string): void;
  stop(): Promise<void>;
};

const minute = 60_000;

/** Serves the queues, topics and subscriptions of the template; what is in a queue outlives the process. */
export async function startMessaging({ dataDir, queues, topics, subscriptions, onText }: Options): Promise<Messaging> {
  const engine = openFauxqs(join(dataDir, "messages"));
  const { sqs, sns } = engine;
  answerTexts(engine.app, onText);
  answerMoves(engine.app, sqs);
  const endpoint = await engine.listen();
  for (const wire of queues) makeQueue(sqs, wire, endpoint);
  for (const { name } of topics) sns.createTopic(name, undefined, undefined, region);
  for (const { topicArn, queueArn, attributes } of subscriptions) {
    if (!sns.subscribe(topicArn, "sqs", queueArn, attributes)) throw new Error(`There is no topic ${topicArn}`);
  }
  const retention = setInterval(() => [...sqs.allQueues()].forEach(dropOld), minute);

  const queue = (arn: string): Queue => {
    const found = sqs.getQueueByArn(arn);
    if (!found) throw new Error(`The local cloud has no queue ${arn}`);
    return found;
  };
  return {
    endpoint,
    queue,
    deadLetterQueue: (arn) => sqs.getQueueByArn(arn),
    send: (arn, body) => queue(arn).enqueue(newMessage(body)),
    async stop() {
      clearInterval(retention);
      await engine.stop();
    },
  };
}

function makeQueue(sqs: Queues, { name, arn, attributes }: QueueWire, endpoint: string): void {
  const url = `${endpoint}/${arn.split(":")[4]}/${name}`;
  const kept = sqs.getQueueByArn(arn);
  if (!kept) return void sqs.createQueue(name, url, arn, attributes);
  Object.assign(kept, { url }); // the port is another one at each start
  kept.setAttributes({ RedrivePolicy: "", ...attributes });
  // Whoever had received these was part of the process that has ended: no fault of theirs, and it does not count as a try.
  for (const entry of kept.inflightMessages.values()) {
    entry.visibilityDeadline = 0;
    entry.message.approximateReceiveCount--;
  }
  kept.processTimers();
}

/** The engine keeps messages for ever. */
function dropOld(queue: Queue): void {
  const oldest = Date.now() - Number(queue.attributes.MessageRetentionPeriod) * 1000;
  const { true: old = [], false: rest = [] } = Object.groupBy(queue.messages, (one) =>
    String(one.sentTimestamp < oldest),
  );
  queue.messages = rest;
  for (const { messageId } of old) queue.persistence?.deleteMessage(messageId);
}
