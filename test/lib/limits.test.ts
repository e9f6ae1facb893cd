import { expect, test } from "vitest";
import { everyTemplate, resourcesOf, statementsOf, synthesize } from "./synthesized.ts";

/*
 * What the services take at most, which neither CDK nor a local engine looks at: a deployment would end at it. With every
 * option on, and the longest name that a desk may have.
 */
const longest = "a-help-desk-of-an-organisation-";
const templates = synthesize({ stage: "production", name: longest, malwareScan: true, openSearch: true });
const all = everyTemplate(templates).flatMap((template) =>
  resourcesOf(template).map(([id, resource]) => ({ template, id, ...resource })),
);
const of = (type: string) => all.filter(({ Type }) => Type === type);

test.each([
  ["AWS::SQS::Queue", "QueueName", 80],
  ["AWS::StepFunctions::StateMachine", "StateMachineName", 80],
  ["AWS::ApiGatewayV2::Api", "Name", 128],
  ["AWS::CloudWatch::Alarm", "AlarmName", 255],
  ["AWS::OSIS::Pipeline", "PipelineName", 28],
  ["AWS::OpenSearchServerless::Collection", "Name", 32],
])("the name of each %s is short enough", (type, property, most) => {
  const names = of(type).flatMap(({ Properties }) => Properties[property] ?? []);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(String(name).length, String(name)).toBeLessThanOrEqual(most);
});

test("the table has at most 20 indexes, and names at most 100 attributes in all of them, 20 in each", () => {
  type Index = { Projection: { NonKeyAttributes?: string[] } };
  for (const { Properties } of of("AWS::DynamoDB::Table")) {
    const indexes = Properties.GlobalSecondaryIndexes as Index[];
    const named = indexes.map(({ Projection }) => Projection.NonKeyAttributes?.length ?? 0);
    expect(indexes.length).toBeLessThanOrEqual(20);
    expect(Math.max(...named)).toBeLessThanOrEqual(20);
    expect(named.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(100);
  }
});

test("what a role may do fits into its own policies: 10,240 letters", () => {
  for (const { template, id } of of("AWS::IAM::Role"))
    expect(JSON.stringify(statementsOf(template, id)).length, id).toBeLessThan(10_240);
});

test("what a Lambda is told fits: 4 kB", () => {
  for (const { id, Properties } of of("AWS::Lambda::Function"))
    expect(JSON.stringify(Properties.Environment ?? {}).length, id).toBeLessThan(4096);
});

test("an event source has at most five filters", () => {
  type Filtered = { FilterCriteria?: { Filters: unknown[] } };
  for (const { id, Properties } of of("AWS::Lambda::EventSourceMapping"))
    expect((Properties as Filtered).FilterCriteria?.Filters.length ?? 0, id).toBeLessThanOrEqual(5);
});

test("no template is larger than a megabyte, or exports more than 200 values", () => {
  for (const [name, template] of Object.entries(templates)) {
    const json = template.toJSON();
    expect(JSON.stringify(json).length, name).toBeLessThan(1_000_000);
    expect(Object.keys(json.Outputs ?? {}).length, name).toBeLessThanOrEqual(200);
  }
});
