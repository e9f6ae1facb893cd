import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { failedName, type QueueName } from "./queueNames.ts";

/** Starts to move all messages of a dead-letter queue back to where they came from; gives what to say about it. */
export async function redrive(sqs: SQSClient, stackName: string, queue: QueueName): Promise<string> {
  const failed = failedName(stackName, queue);
  const { arn, messages } = await look(sqs, failed);
  if (messages === 0) return `${failed} is empty: there is nothing to give back.`;
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn }));
  return `${failed}: ${messages === 1 ? "1 message goes" : `about ${messages} messages go`} back to be tried again.`;
}

async function look(sqs: SQSClient, QueueName: string): Promise<{ arn: string; messages: number }> {
  try {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn", "ApproximateNumberOfMessages"] }),
    );
    return { arn: Attributes.QueueArn ?? "", messages: Number(Attributes.ApproximateNumberOfMessages) };
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    throw new Error(`There is no queue ${QueueName} in this account and region. Is the stage or the name another one?`);
  }
}
