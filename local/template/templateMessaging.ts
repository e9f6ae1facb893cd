import { queueArn, topicArn } from "./templateNames.ts";
import type { Find, Found, QueueWire, SubscriptionWire, TopicWire } from "./wires.ts";

export const queuesOf = (find: Find): QueueWire[] =>
  find("AWS::SQS::Queue").map(({ name, properties }) => ({
    name,
    arn: queueArn(name),
    attributes: given(properties, [
      "VisibilityTimeout",
      "MessageRetentionPeriod",
      "ReceiveMessageWaitTimeSeconds",
      "MaximumMessageSize",
      "DelaySeconds",
      "RedrivePolicy",
    ]),
  }));

export const topicsOf = (find: Find): TopicWire[] =>
  find("AWS::SNS::Topic").map(({ name }) => ({ name, arn: topicArn(name) }));

export const subscriptionsOf = (find: Find): SubscriptionWire[] =>
  find("AWS::SNS::Subscription")
    .filter(({ properties }) => properties.Protocol === "sqs")
    .map(({ properties }) => ({
      topicArn: String(properties.TopicArn),
      queueArn: String(properties.Endpoint),
      attributes: given(properties, ["RawMessageDelivery", "FilterPolicy", "FilterPolicyScope"]),
    }));

/** Attributes go as text, structured ones as JSON; what the template leaves out stays the engine's. */
function given(properties: Found["properties"], names: string[]): Record<string, string> {
  const text = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));
  const found = names.filter((name) => properties[name] !== undefined);
  return Object.fromEntries(found.map((name) => [name, text(properties[name])]));
}
