import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runNode } from "../../local/madeFrom.ts";
import { readWires } from "../../local/template/template.ts";
import { projectRoot, synthesize } from "../../local/template/templateSynth.ts";

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
  const fed = new Map(wires.eventSources.map((one) => [named.get(one.function), one]));
  expect(fed.get("approvals/onTicketEvent.handler")).toMatchObject({
    source: wires.tables[0]?.streamArn,
    batchSize: 25,
    bisect: true,
    reportBatchItemFailures: true,
    parallelization: 4,
  });
  const scheduled = wires.schedules.map(({ function: to }) => named.get(to));
  expect(scheduled).toEqual(expect.arrayContaining(["approvals/autoClose.handler", "approvals/sweep.handler"]));
  expect(wires.triggers.map((name) => named.get(name))).toEqual(["store/bootstrap.handler"]);
  expect(JSON.stringify(wires.machines[0]?.definition)).toContain("arn:aws:lambda:us-east-1:000000000000:function:");
});

test("whatever the project's own template names of queues, topics and sockets is there", async () => {
  const wires = readWires(await synthesize());
  const queues = new Map(wires.queues.map((queue) => [queue.arn, queue]));
  const functions = new Set(wires.functions.map(({ name }) => name));
  expect(wires.queueSources.length).toBeGreaterThan(0);
  for (const { queueArn, function: to } of wires.queueSources) {
    expect(functions).toContain(to);
    const { deadLetterTargetArn } = JSON.parse(queues.get(queueArn)?.attributes.RedrivePolicy ?? "{}");
    expect([...queues.keys()]).toContain(deadLetterTargetArn);
  }
  for (const { queueArn, topicArn } of wires.subscriptions) {
    expect([...queues.keys()]).toContain(queueArn);
    expect(wires.topics.map(({ arn }) => arn)).toContain(topicArn);
  }
  for (const { onFailure } of wires.eventSources) expect([...queues.keys()]).toContain(onFailure);
  expect(wires.sockets?.routes.map(({ key }) => key).sort()).toEqual(["$connect", "$default", "$disconnect"]);
  expect(wires.sockets?.routes.every((route) => functions.has(route.function))).toBe(true);
});

test("queues, topics and their subscriptions are read with what the engine is to know of them", () => {
  const Resources = {
    Topic: { Type: "AWS::SNS::Topic", Properties: { KmsMasterKeyId: { Ref: "Unheard" } } },
    Dead: { Type: "AWS::SQS::Queue", Properties: { MessageRetentionPeriod: 1209600 } },
    Mail: {
      Type: "AWS::SQS::Queue",
      Properties: {
        QueueName: "mail",
        VisibilityTimeout: 180,
        RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] }, maxReceiveCount: 5 },
      },
    },
    ToMail: {
      Type: "AWS::SNS::Subscription",
      Properties: {
        Protocol: "sqs",
        TopicArn: { Ref: "Topic" },
        Endpoint: { "Fn::GetAtt": ["Mail", "Arn"] },
        RawMessageDelivery: true,
        FilterPolicy: { priority: ["high"] },
      },
    },
    ToPeople: { Type: "AWS::SNS::Subscription", Properties: { Protocol: "email", TopicArn: { Ref: "Topic" } } },
    Notify: lambda({}),
    Mapping: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: {
        EventSourceArn: { "Fn::GetAtt": ["Mail", "Arn"] },
        FunctionName: { Ref: "Notify" },
        MaximumBatchingWindowInSeconds: 1,
        ScalingConfig: { MaximumConcurrency: 2 },
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      },
    },
  };
  const sqs = "arn:aws:sqs:us-east-1:000000000000";
  const { queues, topics, subscriptions, queueSources, eventSources } = readWires(appOf({ desk: { Resources } }));
  expect(queues).toEqual([
    { name: "desk-Dead", arn: `${sqs}:desk-Dead`, attributes: { MessageRetentionPeriod: "1209600" } },
    {
      name: "mail",
      arn: `${sqs}:mail`,
      attributes: {
        VisibilityTimeout: "180",
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `${sqs}:desk-Dead`, maxReceiveCount: 5 }),
      },
    },
  ]);
  const topicArn = "arn:aws:sns:us-east-1:000000000000:desk-Topic";
  expect(topics).toEqual([{ name: "desk-Topic", arn: topicArn }]);
  const attributes = { RawMessageDelivery: "true", FilterPolicy: '{"priority":["high"]}' };
  expect(subscriptions).toEqual([{ topicArn, queueArn: `${sqs}:mail`, attributes }]);
  expect(eventSources).toEqual([]);
  expect(queueSources).toMatchObject([
    {
      function: "desk-Notify",
      queueArn: `${sqs}:mail`,
      batchSize: 10,
      windowSeconds: 1,
      reportBatchItemFailures: true,
      maximumConcurrency: 2,
    },
  ]);
});

test("a WebSocket API is read with its stage, its routes and which of them answer", () => {
  const ofApi = { ApiId: { Ref: "Live" } };
  const uri = "/2015-03-31/functions/";
  const integration = {
    Type: "AWS::ApiGatewayV2::Integration",
    Properties: {
      ...ofApi,
      IntegrationType: "AWS_PROXY",
      IntegrationUri: {
        "Fn::Join": [
          "",
          ["arn:aws:apigateway:us-east-1:lambda:path", uri, { "Fn::GetAtt": ["Get", "Arn"] }, "/invocations"],
        ],
      },
    },
  };
  const route = (RouteKey: string, more: object = {}) => ({
    Type: "AWS::ApiGatewayV2::Route",
    Properties: {
      ...ofApi,
      RouteKey,
      Target: { "Fn::Join": ["/", ["integrations", { Ref: "Integration" }]] },
      ...more,
    },
  });
  const Resources = {
    Live: {
      Type: "AWS::ApiGatewayV2::Api",
      Properties: { ProtocolType: "WEBSOCKET", RouteSelectionExpression: "$request.body.action" },
    },
    Stage: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ...ofApi, StageName: "live" } },
    Get: lambda({}),
    Integration: integration,
    Connect: route("$connect"),
    Default: route("$default", { RouteResponseSelectionExpression: "$default" }),
    Answer: {
      Type: "AWS::ApiGatewayV2::RouteResponse",
      Properties: { ...ofApi, RouteId: { Ref: "Default" }, RouteResponseKey: "$default" },
    },
  };
  expect(readWires(appOf({ desk: { Resources } })).sockets).toEqual({
    apiId: "desk-Live",
    stage: "live",
    selection: "$request.body.action",
    routes: [
      { key: "$connect", function: "desk-Get", answers: false },
      { key: "$default", function: "desk-Get", answers: true },
    ],
  });
});

test("buckets are read with their CORS rules, under a name that S3 would take, and the pool with its invitation", () => {
  const rule = {
    AllowedOrigins: ["https://desk.example.com"],
    AllowedMethods: ["POST"],
    AllowedHeaders: ["*"],
    MaxAge: 60,
  };
  const Resources = {
    Files: {
      Type: "AWS::S3::Bucket",
      Properties: { VersioningConfiguration: { Status: "Enabled" }, CorsConfiguration: { CorsRules: [rule] } },
    },
    Pool: {
      Type: "AWS::Cognito::UserPool",
      Properties: {
        AdminCreateUserConfig: { InviteMessageTemplate: { EmailSubject: "Hi", EmailMessage: "{username} {####}" } },
        VerificationMessageTemplate: { EmailSubject: "A code", EmailMessage: "{####}" },
      },
    },
  };
  const { buckets, userMails } = readWires(appOf({ desk: { Resources } }));
  expect(buckets).toEqual([
    {
      name: "desk-files",
      isVersioned: true,
      cors: [{ methods: ["POST"], headers: ["*"], exposed: [], maxAgeSeconds: 60 }],
    },
  ]);
  expect(userMails).toEqual({
    invitation: { subject: "Hi", text: "{username} {####}" },
    code: { subject: "A code", text: "{####}" },
  });
});

test("starts at the same moment after the sources have changed all find the template whole", async () => {
  const start = projectIn(join(folder, "root"));
  const stale = Array.from({ length: 600 }, (_, n) => join(folder, "root", "cdk.out-local", `asset.${n}`));
  for (const made of stale) mkdirSync(made, { recursive: true });
  expect(await Promise.all([start(), start(), start()])).toEqual(Array(3).fill({ code: 0, said: "true" }));
});

test("a start that is killed while it takes an old template away leaves none that later starts trip over", async () => {
  const root = join(folder, "killed");
  const start = projectIn(root);
  const whole = { code: 0, said: "true" };
  expect(await start()).toEqual(whole);
  writeFileSync(join(root, "cdk.json"), '{"context": {}}');
  const dies = `fs.rmSync = (path) => {
    fs.unlinkSync(path + "/manifest.json");
    process.kill(process.pid, "SIGKILL");
  };`;
  expect(await start(dies)).toMatchObject({ code: null });
  writeFileSync(join(root, "cdk.json"), "{}");
  expect(await start()).toEqual(whole);
});

/** A project whose template is one file; gives what starts there and says whether it found that. */
function projectIn(root: string) {
  mkdirSync(join(root, "bin"), { recursive: true });
  writeFileSync(join(root, "cdk.json"), "{}");
  writeFileSync(
    join(root, "bin/app.ts"),
    `import { mkdirSync, writeFileSync } from "node:fs";
    mkdirSync(process.env.CDK_OUTDIR, { recursive: true });
    writeFileSync(process.env.CDK_OUTDIR + "/manifest.json", "{}");`,
  );
  const module = JSON.stringify(join(projectRoot, "local/template/templateSynth.ts"));
  return (first = "") => {
    const script = `import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    ${first}
    syncBuiltinESMExports();
    const { synthesize } = await import(${module});
    console.log(fs.existsSync(await synthesize(${JSON.stringify(root)}) + "/manifest.json"));`;
    return runNode(["--input-type=module", "-e", script], { cwd: root, env: {} });
  };
}
