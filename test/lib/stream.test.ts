import { describe, expect, test } from "vitest";
import { everyTemplate, resourcesOf, statementsOf, synthesize } from "./synthesized.ts";

const production = synthesize({ stage: "production" });
const { notifications } = production;
const byId = Object.fromEntries(resourcesOf(notifications));
type GetAtt = { "Fn::GetAtt": [string, string] };
type Mapping = {
  EventSourceArn: unknown;
  FunctionName: { Ref: string };
  FilterCriteria?: { Filters: { Pattern: string }[] };
};
const handlerOf = ({ FunctionName }: Mapping): unknown => byId[FunctionName.Ref]?.Properties.Handler;

describe("the table's stream", () => {
  const reading = everyTemplate(production)
    .flatMap((one) => resourcesOf(one, "AWS::Lambda::EventSourceMapping"))
    .map(([, { Properties }]) => Properties as Mapping)
    .filter(({ EventSourceArn }) => JSON.stringify(EventSourceArn).includes("StreamArn"));

  test("has two readers: DynamoDB has room for no third", () => {
    expect(reading).toHaveLength(2);
  });

  test("tells the publisher of every event, of every changed account, of every export begun, and of nothing else", () => {
    const publisher = reading.find((one) => handlerOf(one) === "events/publish.handler");
    expect(publisher?.FilterCriteria?.Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { eventName: ["INSERT"], dynamodb: { NewImage: { item: { S: ["Event"] } } } },
      {
        eventName: ["INSERT"],
        dynamodb: { NewImage: { item: { S: ["Audit"] }, kind: { S: ["AccountCreated", "AccountChanged"] } } },
      },
      { eventName: ["INSERT"], dynamodb: { NewImage: { item: { S: ["Export"] } } } },
    ]);
    expect(publisher).toMatchObject({
      BatchSize: 25,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      MaximumRetryAttempts: 10,
    });
  });
});

test("changed accounts, which hold addresses, go to their own queue and not to the topic", () => {
  const publisher = resourcesOf(notifications, "AWS::Lambda::Function")
    .map(([, { Properties }]) => Properties)
    .find(({ Handler }) => Handler === "events/publish.handler");
  const [accounts] = resourcesOf(notifications, "AWS::SQS::Queue").find(([, { Properties }]) =>
    String(Properties.QueueName).endsWith("-accounts"),
  )!;
  expect(publisher?.Environment).toMatchObject({ Variables: { ACCOUNT_QUEUE_URL: { Ref: accounts } } });
  const role = (publisher!.Role as GetAtt)["Fn::GetAtt"][0];
  expect(statementsOf(notifications, role)).toContainEqual({
    Effect: "Allow",
    Action: "sqs:SendMessage",
    Resource: expect.arrayContaining([{ "Fn::GetAtt": [accounts, "Arn"] }]),
  });
});
