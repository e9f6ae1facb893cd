import { describe, expect, test } from "vitest";
import { actionsOf, everyTemplate, resourcesOf, type Statement, statementsOf, synthesize } from "./synthesized.ts";

const production = synthesize({ stage: "production" });
const { notifications } = production;
const byId = Object.fromEntries(resourcesOf(notifications));
type GetAtt = { "Fn::GetAtt": [string, string] };
type Failing = { OnFailure: { Destination: GetAtt } };
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

  test.each(["notifications", "approvals"] as const)(
    "is read by the Lambda of %s, which has leave to read it and to keep what it gives up in a queue",
    (name) => {
      const stack = production[name];
      const own = Object.fromEntries(resourcesOf(stack));
      const [mapping] = resourcesOf(stack, "AWS::Lambda::EventSourceMapping")
        .map(([, { Properties }]) => Properties as Mapping & { DestinationConfig: Failing })
        .filter(({ EventSourceArn }) => JSON.stringify(EventSourceArn).includes("StreamArn"));
      const failed = mapping?.DestinationConfig.OnFailure.Destination ?? expect.fail();
      expect(own[failed["Fn::GetAtt"][0]]).toMatchObject({
        Type: "AWS::SQS::Queue",
        Properties: { MessageRetentionPeriod: 14 * 24 * 3600 },
      });
      const role = own[mapping?.FunctionName.Ref ?? ""]?.Properties.Role as GetAtt;
      const may = statementsOf(stack, role["Fn::GetAtt"][0]);
      for (const action of ["DescribeStream", "GetRecords", "GetShardIterator"])
        expect(resourcesFor(`dynamodb:${action}`, may), action).toEqual([mapping?.EventSourceArn]);
      expect(resourcesFor("dynamodb:ListStreams", may)).toEqual(["*"]);
      expect(resourcesFor("sqs:SendMessage", may)).toContainEqual(failed);
    },
  );

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

/** What an action is allowed on. */
function resourcesFor(action: string, statements: Statement[]): unknown[] {
  return statements.filter((one) => actionsOf(one).includes(action)).flatMap(({ Resource }) => Resource);
}

const queueNamed = (end: string): string | undefined =>
  resourcesOf(notifications, "AWS::SQS::Queue").find(([, { Properties }]) =>
    String(Properties.QueueName).endsWith(end),
  )?.[0];

test("changed accounts, which hold addresses, and exports go to a queue of their own each, and not to the topic", () => {
  const publisher = resourcesOf(notifications, "AWS::Lambda::Function")
    .map(([, { Properties }]) => Properties)
    .find(({ Handler }) => Handler === "events/publish.handler");
  const [accounts, exports] = ["-accounts", "-exports"].map((end) => queueNamed(end));
  expect(publisher?.Environment).toMatchObject({
    Variables: { ACCOUNT_QUEUE_URL: { Ref: accounts }, EXPORT_QUEUE_URL: { Ref: exports } },
  });
  const role = (publisher!.Role as GetAtt)["Fn::GetAtt"][0];
  const queues = resourcesFor("sqs:SendMessage", statementsOf(notifications, role));
  for (const queue of [accounts, exports]) expect(queues).toContainEqual({ "Fn::GetAtt": [queue, "Arn"] });
});
