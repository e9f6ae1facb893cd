import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { DynamoDBStreamEvent } from "aws-lambda";
import type { TicketEvent } from "../domain/event.ts";
import { inOrder } from "../store/stream.ts";
import { withoutKeys } from "../store/table.ts";

const sns = new SNSClient({});
const TopicArn = process.env.TOPIC_ARN ?? "";

/** Sends each event of the table's stream to the topic, with the attributes that subscribers filter by. */
export const handler = (batch: DynamoDBStreamEvent) =>
  inOrder<Record<string, unknown>>(batch, (item) => publish(withoutKeys<TicketEvent>(item)));

async function publish(event: TicketEvent): Promise<void> {
  const { status, priority, department, category } = event.about;
  const attributes = { type: event.type, status, priority, department: department ?? "none", category };
  await sns.send(
    new PublishCommand({
      TopicArn,
      Message: JSON.stringify(event),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
      ),
    }),
  );
}
