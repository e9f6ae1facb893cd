import type { SQSRecord } from "aws-lambda";
import type { Queue } from "../messaging/fauxqs.ts";
import type { Messaging } from "../messaging/messaging.ts";
import { region } from "../template/templateNames.ts";

type Message = Queue["messages"][number];
export type Received = { handle: string; message: Message };

/** The queue gives ten at a time. */
const most = 10;

/** Takes up to `count` messages; those that were received too often go to the dead-letter queue instead. */
export function receive(queue: Queue, count: number, deadLetterQueue: Messaging["deadLetterQueue"]): Received[] {
  const found: Received[] = [];
  while (found.length < count) {
    const page = queue.dequeue(Math.min(count - found.length, most), undefined, deadLetterQueue);
    for (const { ReceiptHandle: handle } of page) {
      const message = queue.inflightMessages.get(handle)?.message;
      if (message) found.push({ handle, message });
    }
    if (page.length === 0) break;
  }
  return found;
}

/** A message as a function is given it. */
export function recordOf({ handle, message }: Received, { arn }: Queue): SQSRecord {
  const attributes = Object.entries(message.messageAttributes).map(([name, value]) => [
    name,
    {
      dataType: value.DataType,
      ...(value.StringValue !== undefined && { stringValue: value.StringValue }),
      ...(value.BinaryValue !== undefined && { binaryValue: value.BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
    },
  ]);
  return {
    messageId: message.messageId,
    receiptHandle: handle,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.approximateReceiveCount),
      SentTimestamp: String(message.sentTimestamp),
      SenderId: "000000000000",
      ApproximateFirstReceiveTimestamp: String(message.approximateFirstReceiveTimestamp),
    },
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.md5OfBody,
    ...(message.md5OfMessageAttributes && { md5OfMessageAttributes: message.md5OfMessageAttributes }),
    eventSource: "aws:sqs",
    eventSourceARN: arn,
    awsRegion: region,
  };
}
