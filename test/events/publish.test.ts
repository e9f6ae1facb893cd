import { randomUUID } from "node:crypto";
import { SetSubscriptionAttributesCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { afterAll, expect, test, vi } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import type { TicketEvent } from "../../functions/domain/event.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import { category } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

/* Who gets what from the topic, by the attributes that an event is published with. */
const engines = await startStill();
afterAll(() => engines.stop());
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));

const { findStored, peopleOf, updateAccount } = await import("../../functions/store/accounts.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { eventItem } = await import("../../functions/store/tableItems.ts");
const { commit } = await import("../../functions/store/tickets.ts");
const { handler } = await import("../../functions/events/publish.ts");

const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
const sns = new SNSClient({});
const [user] = (await peopleOf("user", "finance")) as [Account];
const [itHead] = (await peopleOf("it_head")) as [Account];
const [admin] = (await peopleOf("admin")) as [Account];

async function raiseAs(by: Account, priority: "low" | "high" = "low"): Promise<TicketEvent> {
  const words = { id: newTicketId(), title: "A licence", description: "d", priority };
  return (await commit(raise(words, category(), by, new Date().toISOString()))).event;
}

const publish = (item: object) => {
  const NewImage = marshall(item, { removeUndefinedValues: true });
  const Records = [{ dynamodb: { SequenceNumber: "1", NewImage } }];
  return handler({ Records } as unknown as DynamoDBStreamEvent);
};

/** Publishes that somebody has raised a ticket, which an IT head is to assign; gives its id. */
async function published(by: Account, priority: "low" | "high" = "low"): Promise<string> {
  const event = await raiseAs(by, priority);
  expect(await publish(eventItem(event))).toEqual({ batchItemFailures: [] });
  return event.ticketId;
}

/** The tickets that the messages in a queue are about; none is told of again. */
async function ticketsIn(QueueName: string): Promise<string[]> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body = "" }) => (JSON.parse(Body) as { ticketId: string }).ticketId);
}
const ownQueue = (end: string) => engines.wires.queues.find(({ name }) => name.endsWith(end))?.name ?? "";

/** A queue that an operator has subscribed to the topic. */
async function subscribed(filter: object): Promise<string> {
  const QueueName = `operator-${randomUUID()}`;
  await sqs.send(new CreateQueueCommand({ QueueName }));
  const Endpoint = `arn:aws:sqs:us-east-1:000000000000:${QueueName}`;
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn: engines.wires.topics[0]?.arn,
      Protocol: "sqs",
      Endpoint,
      ReturnSubscriptionArn: true,
    }),
  );
  const attributes = { RawMessageDelivery: "true", FilterPolicy: JSON.stringify(filter) };
  for (const [AttributeName, AttributeValue] of Object.entries(attributes))
    await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  return QueueName;
}

test("an operator's own queue is told of what its filter names: type, status, priority, department or category", async () => {
  const named = { status: ["open"], priority: ["high"], department: ["finance"], category: ["plain"] };
  const queue = await subscribed({ type: ["TicketRaised"], ...named });
  const ofNoDepartment = await subscribed({ department: ["none"] });
  const urgent = await published(user, "high");
  await published(user, "low");
  const admins = await published(admin, "high");
  expect(await ticketsIn(queue)).toEqual([urgent]);
  expect(await ticketsIn(ofNoDepartment)).toEqual([admins]);
});

test("the queue of a channel gets what anybody wants by it, and nothing that nobody does", async () => {
  for (const end of ["-email", "-sms"]) await ticketsIn(ownQueue(end)); // what was published before
  const wanted = await published(user); // by e-mail; the requester, who is told as well, wants it in the app alone
  expect([await ticketsIn(ownQueue("-email")), await ticketsIn(ownQueue("-sms"))]).toEqual([[wanted], []]);
  const stored = (await findStored(itHead.id)) ?? expect.fail();
  const notifications = {
    ...itHead.notifications,
    email: [],
    sms: ["work_assigned" as const, "decision_needed" as const],
  };
  await updateAccount(stored, (account) => ({ ...account, phone: "+4915112345678", notifications }));
  const texted = await published(user);
  expect([await ticketsIn(ownQueue("-email")), await ticketsIn(ownQueue("-sms"))]).toEqual([[], [texted]]);
});

test("what the topic or a queue does not take is brought again, and lost in no case", async () => {
  const silenced = vi.spyOn(console, "error").mockImplementation(() => {});
  const event = eventItem(await raiseAs(user));
  const reopened = { ...event, type: "StatusChanged", from: "resolved", to: "in_progress" };
  const cases: [string, object][] = [
    ["TOPIC_ARN", event],
    ["ACCOUNT_QUEUE_URL", reopened],
    ["ACCOUNT_QUEUE_URL", { item: "Audit", kind: "AccountChanged", about: { type: "account", id: user.id }, id: "1" }],
    ["EXPORT_QUEUE_URL", { item: "Export", id: "1", accountId: user.id }],
  ];
  for (const [place, item] of cases) {
    vi.stubEnv(place, `${process.env[place]}-gone`);
    expect(await publish(item), place).toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
    vi.unstubAllEnvs();
    expect(await publish(item), place).toEqual({ batchItemFailures: [] });
  }
  silenced.mockRestore();
});
