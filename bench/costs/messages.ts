import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Cloud } from "../../local/cloud.ts";

/** How many messages the topic has sent to a queue, by the queue's own name: inApp, email, counts. */
export type Messages = Record<string, number>;

/**
 * Counts what goes to each queue behind the topic, as any operator could: a queue beside each, subscribed by the same filter,
 * from which nobody takes. Gives what has arrived since.
 */
export async function countMessages({ awsEnvironment, wires }: Cloud): Promise<() => Promise<Messages>> {
  const region = String(awsEnvironment.AWS_REGION);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const sns = new SNSClient({ region, credentials, endpoint: String(awsEnvironment.AWS_ENDPOINT_URL_SNS) });
  const sqs = new SQSClient({ region, credentials, endpoint: String(awsEnvironment.AWS_ENDPOINT_URL_SQS) });
  const beside = new Map<string, string>();
  for (const { topicArn, queueArn, attributes } of wires.subscriptions) {
    const name = queueArn.split("-").at(-1) ?? queueArn;
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: `beside-${name}` }));
    const Endpoint = queueArn.replace(/[^:]+$/, `beside-${name}`);
    await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: "sqs", Endpoint, Attributes: attributes }));
    beside.set(name, QueueUrl);
  }
  const sentTo = async (QueueUrl: string): Promise<number> => {
    const wanted = { QueueUrl, AttributeNames: ["ApproximateNumberOfMessages" as const] };
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand(wanted));
    return Number(Attributes?.ApproximateNumberOfMessages);
  };
  const now = async () =>
    Object.fromEntries(await Promise.all([...beside].map(async ([name, url]) => [name, await sentTo(url)] as const)));
  const before = await now();
  return async () =>
    Object.fromEntries(Object.entries(await now()).map(([name, sum]) => [name, sum - (before[name] ?? 0)]));
}
