import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBStreamEvent } from "aws-lambda";
import type { AuditEvent } from "../domain/audit.ts";
import { isReopening, type TicketEvent } from "../domain/event.ts";
import type { Export } from "../domain/export.ts";
import type { Channel } from "../domain/quietHours.ts";
import { inOrder } from "../store/stream.ts";
import { withoutKeys } from "../store/table.ts";
import { quick } from "../store/timeouts.ts";
import { channelsOf } from "./deliver.ts";

const sns = new SNSClient(quick);
const sqs = new SQSClient({ ...quick, useQueueUrlAsEndpoint: false });

/**
 * Sends on what the table's stream tells: events of tickets to the topic, where any operator may listen; changes of
 * accounts to a queue of their own, since they hold addresses; and exports that were begun to the queue of those who carry
 * them out. A stream takes two readers and no more; this is one.
 */
export const handler = (batch: DynamoDBStreamEvent) =>
  inOrder<Record<string, unknown>>(batch, (item) => {
    if (item.item === "Event") return tellTicket(withoutKeys<TicketEvent>(item));
    if (item.item === "Export") return beginExport(withoutKeys<Export>(item));
    return tellAccount(withoutKeys<AuditEvent>(item));
  });

/** A filter of the topic could not tell a ticket that is reopened from one that is begun. */
async function tellTicket(event: TicketEvent): Promise<void> {
  await publish(event);
  if (isReopening(event)) await tellAccount(event);
}

const tellAccount = (change: AuditEvent | TicketEvent) => queue(process.env.ACCOUNT_QUEUE_URL, change);
const beginExport = ({ accountId, id }: Export) => queue(process.env.EXPORT_QUEUE_URL, { accountId, id });

const queue = (QueueUrl: string | undefined, message: object): Promise<unknown> =>
  sqs.send(new SendMessageCommand({ QueueUrl: QueueUrl ?? "", MessageBody: JSON.stringify(message) }));

/**
 * The attributes are what subscribers filter by. Those of e-mail and SMS spare these channels what nobody wants by them now;
 * who is told is asked again at the time of sending.
 */
async function publish(event: TicketEvent): Promise<void> {
  const { status, priority, department, category } = event.about;
  const about = { type: event.type, status, priority, department: department ?? "none", category };
  const channels = await channelsOf(event);
  const wanted = (channel: Channel) => (channels.includes(channel) ? "wanted" : "unwanted");
  const attributes = { ...about, email: wanted("email"), sms: wanted("sms") };
  await sns.send(
    new PublishCommand({
      TopicArn: process.env.TOPIC_ARN ?? "",
      Message: JSON.stringify(event),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
      ),
    }),
  );
}
