import { parseArgs } from "node:util";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { published } from "../lib/notifications/publisher.ts";
import { fullName } from "../lib/notifications/queueNames.ts";
import { republish } from "../lib/notifications/republish.ts";
import { matches } from "../local/events/eventFilter.ts";

/**
 * Publishes what `events/publish` has given up, once the cause is mended: with the code of this checkout, and only what wakes
 * that Lambda, too. Some of it may be published twice, which all workers expect.
 */
const { values } = parseArgs({
  options: {
    queue: { type: "string" },
    table: { type: "string" },
    topic: { type: "string" },
    name: { type: "string", default: "ticket-desk" },
    stage: { type: "string", default: "dev" },
  },
});
const { queue, table, topic } = values;
if (!queue || !table || !topic) {
  console.error(
    "Usage: npm run republish -- --queue NAME --table NAME --topic ARN [--stage dev] [--name ticket-desk]\n" +
      "(the queue that the alarm names; the outputs TableName and EventsTopicArn)",
  );
  process.exit(2);
}
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
const urlOf = async (QueueName: string): Promise<string> =>
  (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? "";
const stack = `${values.name}-${values.stage}-notifications`;
Object.assign(process.env, {
  TABLE_NAME: table,
  TOPIC_ARN: topic,
  ACCOUNT_QUEUE_URL: await urlOf(fullName(stack, "accounts")),
  EXPORT_QUEUE_URL: await urlOf(fullName(stack, "exports")),
});

// The Lambda reads which table and topic it is when it is loaded.
const { handler } = await import("../functions/events/publish.ts");
const { done, late } = await republish({
  sqs,
  streams: new DynamoDBStreamsClient({}),
  QueueUrl: await urlOf(queue),
  async publish(records) {
    const Records = records.filter((record) => published.some((pattern) => matches(pattern, record)));
    const { batchItemFailures } = await handler({ Records } as unknown as DynamoDBStreamEvent);
    if (batchItemFailures.length > 0) throw new Error("It fails still, see above: the rest stays in the queue.");
  },
});
console.log(`${done} batches published.`);
if (late > 0) console.error(`${late} batches are older than a day, and the stream has forgotten them.`);
process.exit(late > 0 ? 1 : 0);
