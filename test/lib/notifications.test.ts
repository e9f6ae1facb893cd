import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { type QueueName, queueNames } from "../../lib/notifications/queueNames.ts";
import { everyTemplate, resourcesOf, synthesize } from "./synthesized.ts";

const production = synthesize({ stage: "production" });
const { notifications } = production;
const stack = "ticket-desk-production-notifications";
const byId = Object.fromEntries(resourcesOf(notifications));
type GetAtt = { "Fn::GetAtt": [string, string] };
type Ref = { Ref: string };
type Mapping = {
  EventSourceArn: unknown;
  FunctionName: Ref;
  BatchSize: number;
  ScalingConfig?: object;
};

const handlerOf = ({ FunctionName }: Mapping): unknown => byId[FunctionName.Ref]?.Properties.Handler;
const mappings = resourcesOf(notifications, "AWS::Lambda::EventSourceMapping").map(
  ([, { Properties }]) => Properties as Mapping,
);
const queues = Object.fromEntries(
  resourcesOf(notifications, "AWS::SQS::Queue").map(([id, { Properties }]) => [Properties.QueueName ?? id, id]),
) as Record<string, string>;
const subscriptions = resourcesOf(notifications, "AWS::SNS::Subscription").map(([, { Properties }]) => Properties);
const [topicId, topic] = resourcesOf(notifications, "AWS::SNS::Topic").find(([id]) => id.includes("Events"))!;

describe.each<[QueueName, string]>([
  ["inApp", "events/notifyInApp.handler"],
  ["email", "events/notifyEmail.handler"],
  ["sms", "events/notifySms.handler"],
  ["accounts", "events/onAccountChanged.handler"],
  ["files", "events/removeFile.handler"],
  ["exports", "events/export.handler"],
  ["counts", "events/count.handler"],
  ["words", "events/indexWords.handler"],
])("the queue %s", (name, handler) => {
  const id = queues[`${stack}-${name}`] ?? "";
  const mapping = mappings.find((one) => handlerOf(one) === handler);

  test("is worked off by a Lambda of its own, ten at a time (exports one, e-mail few, counts many), each message for itself", () => {
    expect(mapping).toMatchObject({
      EventSourceArn: { "Fn::GetAtt": [id, "Arn"] },
      BatchSize: { exports: 1, counts: 50, email: 5 }[name as string] ?? 10,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
  });

  test("has a dead-letter queue, and a message goes there after five tries", () => {
    const failed = queues[`${stack}-${name}-failed`];
    expect(byId[id]?.Properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: { "Fn::GetAtt": [failed, "Arn"] },
      maxReceiveCount: 5,
    });
    expect(byId[failed ?? ""]?.Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  });

  test("hides a message for six times as long as its Lambda may take", () => {
    const timeout = Number(byId[mapping?.FunctionName.Ref ?? ""]?.Properties.Timeout);
    expect(byId[id]?.Properties.VisibilityTimeout).toBe(6 * timeout);
  });
});

test("what takes only so much at once is called by so few: SES, SMS, exports, and the sums of dashboards", () => {
  const most = mappings.flatMap((one) => (one.ScalingConfig ? [[handlerOf(one), one.ScalingConfig]] : []));
  expect(Object.fromEntries(most)).toEqual({
    "events/notifyEmail.handler": { MaximumConcurrency: 2 },
    "events/notifySms.handler": { MaximumConcurrency: 2 },
    "events/export.handler": { MaximumConcurrency: 5 },
    "events/count.handler": { MaximumConcurrency: 2 },
  });
});

test.each([
  ["events/publish", 60],
  ["events/digest", 5 * 60],
  ["events/checkTallies", 15 * 60],
])("%s has %i seconds, since it reads or sends for many at once", (name, seconds) => {
  const lambda = Object.values(byId).find(({ Properties }) => Properties.Handler === `${name}.handler`);
  expect(lambda?.Properties.Timeout).toBe(seconds);
});

test("there are no queues to work off but those that can be redriven", () => {
  const named = Object.keys(queues).filter((name) => name.startsWith(stack));
  expect(named.sort()).toEqual(queueNames.flatMap((name) => [`${stack}-${name}`, `${stack}-${name}-failed`]).sort());
});

test("the clock sends what quiet hours held back every five minutes", () => {
  notifications.hasResourceProperties("AWS::Events::Rule", { ScheduleExpression: "rate(5 minutes)" });
  const often = synthesize({ digestEveryMinutes: 1 }).notifications;
  often.hasResourceProperties("AWS::Events::Rule", { ScheduleExpression: "rate(1 minute)" });
});

test("the topic is encrypted and takes nothing without TLS", () => {
  expect(topic.Properties.KmsMasterKeyId).toBe("alias/aws/sns");
  notifications.hasResourceProperties("AWS::SNS::TopicPolicy", {
    Topics: [{ Ref: topicId }],
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: "Deny",
          Action: "sns:Publish",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      ]),
    },
  });
});

test("every queue is encrypted and takes nothing without TLS", () => {
  const denying = everyTemplate(production)
    .flatMap((template) => resourcesOf(template, "AWS::SQS::QueuePolicy"))
    .filter(([, { Properties }]) => JSON.stringify(Properties).includes('"aws:SecureTransport":"false"'))
    .map(([, { Properties }]) => (Properties.Queues as Ref[])[0]?.Ref);
  for (const [id, { Properties }] of everyTemplate(production).flatMap((one) => resourcesOf(one, "AWS::SQS::Queue"))) {
    expect(Properties.SqsManagedSseEnabled, id).toBe(true);
    expect(denying, id).toContain(id);
  }
});

test("each channel is told of every event that somebody may want by it, as it was published, and the other queues of theirs", () => {
  const fed = subscriptions.filter(({ Protocol }) => Protocol === "sqs");
  const queueOf = ({ Endpoint }: Record<string, unknown>) => (Endpoint as GetAtt)["Fn::GetAtt"][0];
  const filterOf = Object.fromEntries(fed.map((one) => [queueOf(one), one.FilterPolicy]));
  expect(filterOf).toEqual({
    [queues[`${stack}-inApp`]!]: undefined,
    [queues[`${stack}-email`]!]: { email: [{ "anything-but": ["unwanted"] }, { exists: false }] },
    [queues[`${stack}-sms`]!]: { sms: [{ "anything-but": ["unwanted"] }, { exists: false }] },
    [queues[`${stack}-files`]!]: { type: ["AttachmentRemoved"] },
    [queues[`${stack}-accounts`]!]: { type: ["TicketAssigned"] },
    [queues[`${stack}-counts`]!]: {
      type: [{ "anything-but": ["CommentAdded", "AttachmentAdded", "AttachmentRemoved"] }],
    },
    [queues[`${stack}-words`]!]: { type: ["TicketRaised", "TicketEdited"] },
  });
  for (const one of fed) expect(one).toMatchObject({ TopicArn: { Ref: topicId }, RawMessageDelivery: true });
});

test("only the topic may write to the channels' queues", () => {
  const allowing = resourcesOf(notifications, "AWS::SQS::QueuePolicy").flatMap(([, { Properties }]) =>
    (Properties.PolicyDocument as { Statement: Record<string, unknown>[] }).Statement.filter(
      ({ Effect }) => Effect === "Allow",
    ),
  );
  expect(allowing).toHaveLength(subscriptions.filter(({ Protocol }) => Protocol === "sqs").length);
  for (const statement of allowing)
    expect(statement).toMatchObject({
      Action: "sqs:SendMessage",
      Principal: { Service: "sns.amazonaws.com" },
      Condition: { ArnEquals: { "aws:SourceArn": { Ref: topicId } } },
    });
});
