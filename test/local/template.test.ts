import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readWires } from "../../local/template.ts";
import { synthesize } from "../../local/templateSynth.ts";

const folder = mkdtempSync(join(tmpdir(), "template-"));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
type Resources = Record<string, { Type: string; Properties?: object; Condition?: string }>;
/** A synthesized app of the given stacks, as the CDK leaves it. */
function appOf(stacks: Record<string, { Resources: Resources; [section: string]: object }>): string {
  const out = join(folder, String(count++));
  mkdirSync(out);
  const artifacts = Object.keys(stacks).map((name) => [
    name,
    { type: "aws:cloudformation:stack", properties: { templateFile: `${name}.json`, stackName: name } },
  ]);
  writeFileSync(join(out, "manifest.json"), JSON.stringify({ artifacts: Object.fromEntries(artifacts) }));
  for (const [name, template] of Object.entries(stacks))
    writeFileSync(join(out, `${name}.json`), JSON.stringify(template));
  return out;
}
const lambda = (variables: object, more: object = {}) => ({
  Type: "AWS::Lambda::Function",
  Properties: { Handler: "api/getTicket.handler", Environment: { Variables: variables }, ...more },
});
/** The variables of a function in a stack beside a table, a pool and a queue. */
function variablesOf(variables: object, sections: object = {}, parameters?: Record<string, string>) {
  const Resources = {
    Table: { Type: "AWS::DynamoDB::Table" },
    Pool: { Type: "AWS::Cognito::UserPool" },
    Queue: { Type: "AWS::SQS::Queue" },
    Get: lambda(variables),
  };
  return readWires(appOf({ desk: { Resources, ...sections } }), parameters).functions[0]?.environment;
}

test("references to resources become local names and ARNs", () => {
  const found = variablesOf({
    TABLE: { Ref: "Table" },
    TABLE_ARN: { "Fn::GetAtt": ["Table", "Arn"] },
    POOL: { Ref: "Pool" },
    ISSUER: { "Fn::GetAtt": "Pool.ProviderURL" },
    QUEUE: { "Fn::GetAtt": ["Queue", "Arn"] },
  });
  expect(found).toEqual({
    TABLE: "desk-Table",
    TABLE_ARN: "arn:aws:dynamodb:us-east-1:000000000000:table/desk-Table",
    POOL: "us-east-1_LocalPool1",
    ISSUER: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_LocalPool1",
    QUEUE: "arn:aws:sqs:us-east-1:000000000000:desk-Queue",
  });
});

test("functions of the template language are worked out, in one another too", () => {
  const found = variablesOf(
    {
      JOIN: { "Fn::Join": ["-", ["a", { Ref: "Table" }]] },
      SUB: {
        "Fn::Sub": [
          "$" + "{AWS::Region}/$" + "{Own}/$" + "{Table.Arn}/$" + "{!Literal}",
          { Own: { Ref: "AWS::Partition" } },
        ],
      },
      SELECT: { "Fn::Select": [1, { "Fn::Split": [":", "a:b"] }] },
      IF: { "Fn::If": ["Big", "big", "small"] },
      LEFT_OUT: { Ref: "AWS::NoValue" },
    },
    { Conditions: { Big: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "AWS::Region" }, "us-east-1"] }] } } },
  );
  expect(found).toEqual({
    JOIN: "a-desk-Table",
    SUB: "us-east-1/aws/arn:aws:dynamodb:us-east-1:000000000000:table/desk-Table/$" + "{Literal}",
    SELECT: "b",
    IF: "small",
  });
});

test("a parameter has its local value, or its default", () => {
  const Parameters = { AdminEmail: {}, Size: { Default: "5" } };
  const found = variablesOf({ EMAIL: { Ref: "AdminEmail" }, SIZE: { Ref: "Size" } }, { Parameters });
  expect(found).toEqual({ EMAIL: "admin@example.com", SIZE: "5" });
});

test("what one stack exports another imports", () => {
  const out = appOf({
    api: { Resources: { Get: lambda({ TABLE: { "Fn::ImportValue": "data:Table" } }) } },
    data: {
      Resources: { Table: { Type: "AWS::DynamoDB::Table" } },
      Outputs: { Out: { Value: { Ref: "Table" }, Export: { Name: { "Fn::Sub": "$" + "{AWS::StackName}:Table" } } } },
    },
  });
  expect(readWires(out).functions[0]?.environment).toEqual({ TABLE: "data-Table" });
});

test.each([
  ["a function", { "Fn::Cidr": [] }, "does not know Fn::Cidr"],
  ["a resource", { Ref: "Nothing" }, "desk: there is no resource Nothing"],
  ["an attribute", { "Fn::GetAtt": ["Table", "Colour"] }, "does not know Colour of Table"],
  ["an export", { "Fn::ImportValue": "nowhere" }, "No stack exports nowhere"],
  ["a pseudo parameter", { Ref: "AWS::Moon" }, "does not know AWS::Moon"],
])("%s that is not known is named", (_, value, message) => {
  expect(() => variablesOf({ VALUE: value })).toThrow(message);
});

test("what nobody reads need not be known, and what a condition leaves out is not there", () => {
  const Resources = {
    Get: lambda({}, { VpcConfig: { Ref: "Unheard" } }),
    Other: { ...lambda({}), Condition: "Never" },
  };
  const Conditions = { Never: { "Fn::Equals": ["a", "b"] } };
  const { functions } = readWires(appOf({ desk: { Resources, Conditions } }));
  expect(functions.map(({ logicalId }) => logicalId)).toEqual(["Get"]);
});

test("the project's own template gives every wire that handlers live on", async () => {
  const wires = readWires(await synthesize());
  const sources = new Set(wires.functions.map(({ handler }) => handler));
  const named = new Map(wires.functions.map(({ name, handler }) => [name, handler]));
  expect(sources.size).toBe(wires.functions.length);
  expect(wires.routes.map(({ key, function: to }) => [key, named.get(to)])).toContainEqual([
    "PUT /v1/tickets/{ticketId}/assignee",
    "api/assignTicket.handler",
  ]);
  expect(wires.tables).toHaveLength(1);
  expect(wires.eventSources).toMatchObject([
    {
      source: wires.tables[0]?.streamArn,
      batchSize: 25,
      bisect: true,
      reportBatchItemFailures: true,
      parallelization: 4,
    },
  ]);
  expect(named.get(String(wires.eventSources[0]?.function))).toBe("approvals/onTicketEvent.handler");
  expect(wires.schedules.map(({ function: to }) => named.get(to)).sort()).toEqual([
    "approvals/autoClose.handler",
    "approvals/sweep.handler",
  ]);
  expect(wires.triggers.map((name) => named.get(name))).toEqual(["store/bootstrap.handler"]);
  expect(JSON.stringify(wires.machines[0]?.definition)).toContain("arn:aws:lambda:us-east-1:000000000000:function:");
});
