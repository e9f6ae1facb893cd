import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { queueNames } from "../../lib/notifications/queueNames.ts";
import { appOf, everyTemplate, everything, resourcesOf, stacksOf, synthesize } from "./synthesized.ts";

type Dimension = { Name: string; Value: unknown };
type Looked = {
  Id: string;
  Expression?: string;
  MetricStat?: {
    Metric: { Namespace: string; MetricName: string; Dimensions?: Dimension[] };
    Stat: string;
    Period: number;
  };
};
type AlarmProperties = {
  AlarmName: string;
  AlarmDescription: unknown;
  AlarmActions: unknown[];
  Threshold: number;
  EvaluationPeriods: number;
  Metrics: Looked[];
};

const production = synthesize(everything);
const { monitoring } = production;
const alarms = resourcesOf(monitoring, "AWS::CloudWatch::Alarm").map(
  ([, { Properties }]) => Properties as unknown as AlarmProperties,
);
const [topicId, topic] = resourcesOf(monitoring, "AWS::SNS::Topic")[0]!;
const operations = readFileSync("docs/operations.md", "utf8");
const dashboard = joined(resourcesOf(monitoring, "AWS::CloudWatch::Dashboard")[0]?.[1].Properties.DashboardBody);
const stack = "ticket-desk-production-notifications";
const shortName = ({ AlarmName }: AlarmProperties) => AlarmName.replace("ticket-desk-production-", "");
const lookedAt = alarms.flatMap(({ Metrics }) => Metrics).flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);

describe.each(queueNames)("the queue %s", (name) => {
  test("is on the dashboard: what waits, for how long, and what was given up", () => {
    const shown = (metric: string, queue: string) => `["AWS/SQS","${metric}","QueueName","${queue}",`;
    expect(dashboard).toContain(shown("ApproximateAgeOfOldestMessage", `${stack}-${name}`));
    expect(dashboard).toContain(shown("ApproximateNumberOfMessagesVisible", `${stack}-${name}`));
    expect(dashboard).toContain(shown("ApproximateNumberOfMessagesVisible", `${stack}-${name}-failed`));
  });

  test("has an alarm for what was given up, which says how to give it back", () => {
    const [alarm] = alarms.filter(({ Metrics }) => looksAt(Metrics, `${stack}-${name}-failed`));
    expect(alarm?.AlarmDescription).toContain(`npm run redrive -- ${name} --stage production`);
  });
});

test("every queue that nothing works off is watched: dead letters, what the stream's readers gave up, lost verdicts", () => {
  const queues = everyTemplate(production).flatMap((one) =>
    resourcesOf(one, "AWS::SQS::Queue").map(([id, { Properties }]) => ({
      id,
      name: Properties.QueueName,
      ...Properties,
    })),
  );
  const last = queues.filter((one) => !("RedrivePolicy" in one));
  const names = lookedAt
    .filter(({ MetricName }) => MetricName.endsWith("Visible"))
    .map(({ Dimensions }) => dimension(Dimensions));
  expect(last).toHaveLength(queueNames.length + 3);
  for (const { id, name } of last) {
    expect(
      names.filter((one) => JSON.stringify(one).includes(String(name ?? id))),
      id,
    ).toHaveLength(1);
    expect(dashboard).toContain(String(name ?? id));
  }
});

describe.each(alarms.map((alarm) => [shortName(alarm), alarm] as const))("the alarm %s", (name, alarm) => {
  test("tells somebody what it means and what to do", () => {
    const says = joined(alarm.AlarmDescription);
    expect(says).toMatch(/\b(run: npm run|mend it|[Ff]ind the cause|[Rr]aise|[Rr]ead|[Ll]ook up|[Oo]pen|invoke)\b/);
    expect(says.length).toBeLessThan(1024);
    expect(alarm.AlarmActions).toEqual([{ Ref: topicId }]);
  });

  test("stands in docs/operations.md", () => {
    expect(operations).toContain(
      `\`${queueNames.some((queue) => name === `${queue}-failed`) ? "<queue>-failed" : name}\``,
    );
  });
});

test("each alarm goes off when what it looks at comes to its bound, and in a silence none does; what waits for somebody stays", () => {
  for (const alarm of alarms) {
    const isQueue = JSON.stringify(alarm.Metrics).includes("ApproximateNumberOfMessagesVisible");
    const TreatMissingData = isQueue ? "ignore" : "notBreaching";
    const reached = { ComparisonOperator: "GreaterThanOrEqualToThreshold", TreatMissingData };
    expect(alarm, alarm.AlarmName).toMatchObject(reached);
  }
  const usual = [undefined, 1, 1];
  const bounds = alarms.map((alarm) => {
    const [formula] = alarm.Metrics.flatMap(({ Expression }) => Expression ?? []);
    return [shortName(alarm), [formula, alarm.Threshold, alarm.EvaluationPeriods]] as const;
  });
  expect(Object.fromEntries(bounds.filter(([, bound]) => JSON.stringify(bound) !== JSON.stringify(usual)))).toEqual({
    "stream-behind": ["MAX([publish, onTicketEvent]) / 60000", 10, 1],
    "clocks-failing": ["SUM([sweep, autoClose, digest])", 1, 3],
    "requests-failing": ["IF(failed >= 5, 100 * failed / requests, 0)", 2, 1],
    "requests-refused": [undefined, 20, 1],
    "table-throttled": [expect.stringMatching(/^SUM\(\[throttledGetItem,.*\]\)$/), 1, 3],
    "mail-unwanted": ["MAX([bounces / 0.05, complaints / 0.001])", 1, 1],
  });
});

test("each alarm looks at figures that AWS keeps, over the time that its bound is meant for", () => {
  const figures = alarms.map((alarm) => {
    const looked = alarm.Metrics.flatMap(({ MetricStat }) => MetricStat ?? []).map(({ Metric, Stat, Period }) => {
      const by = (Metric.Dimensions ?? []).map(({ Name }) => Name).join();
      return `${Stat} of ${Metric.Namespace} ${Metric.MetricName} by ${by} in ${Period}`;
    });
    return [shortName(alarm), [...new Set(looked)]] as const;
  });
  const waits = "Maximum of AWS/SQS ApproximateNumberOfMessagesVisible by QueueName in 300";
  expect(Object.fromEntries(figures.filter(([, [first]]) => first !== waits))).toEqual({
    throttled: ["Sum of AWS/Lambda Throttles by  in 300"],
    "stream-behind": ["Maximum of AWS/Lambda IteratorAge by FunctionName in 300"],
    "dashboards-wrong": ["Sum of AWS/Lambda Errors by FunctionName in 3600"],
    "clocks-failing": ["Sum of AWS/Lambda Errors by FunctionName in 3600"],
    "requests-failing": ["Sum of AWS/ApiGateway 5xx by ApiId in 300", "Sum of AWS/ApiGateway Count by ApiId in 300"],
    "requests-refused": ["Sum of ticket-desk-production TooManyRequests by  in 300"],
    "table-throttled": ["Sum of AWS/DynamoDB ThrottledRequests by Operation,TableName in 300"],
    "approval-machine-failed": ["Sum of AWS/States ExecutionsFailed by StateMachineArn in 300"],
    "mail-unwanted": [
      "Maximum of AWS/SES Reputation.BounceRate by  in 3600",
      "Maximum of AWS/SES Reputation.ComplaintRate by  in 3600",
    ],
  });
});

test("the alarms of Lambdas look at those that they are named for", () => {
  const watched = (name: string) =>
    JSON.stringify(alarms.find((alarm) => shortName(alarm) === name)?.Metrics).match(/(?<=OutputRef)[A-Za-z]+/g);
  expect(watched("stream-behind")).toEqual([
    expect.stringContaining("publish"),
    expect.stringContaining("onTicketEvent"),
  ]);
  expect(watched("clocks-failing")).toEqual(
    ["sweep", "autoClose", "digest"].map((name) => expect.stringContaining(name)),
  );
});

test("alarms name scripts that are there", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const named = alarms.flatMap(({ AlarmDescription }) => joined(AlarmDescription).match(/npm run (\w+)/)?.[1] ?? []);
  expect(new Set(named)).toEqual(new Set(["redrive", "recount", "republish"]));
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
});

test("the daily check of the dashboards' sums calls somebody, who is told the table's name", () => {
  const wrong = alarms.find((alarm) => shortName(alarm) === "dashboards-wrong");
  expect(JSON.stringify(wrong?.Metrics)).toContain("checkTallies");
  expect(joined(wrong?.AlarmDescription)).toMatch(/npm run recount -- --table \S*Table\S* --shards 4$/);
});

test("alarms cost what docs/operations.md says: each metric that one looks at is charged", () => {
  const metricsOf = (context: object) =>
    resourcesOf(synthesize({ ...context }).monitoring, "AWS::CloudWatch::Alarm").flatMap(([, { Properties }]) =>
      (Properties.Metrics as Looked[]).filter(({ MetricStat }) => MetricStat),
    ).length;
  const count = metricsOf({});
  expect(count).toBeLessThanOrEqual(30);
  expect(operations).toContain(`${count} metrics, ${(count / 10).toFixed(2)} dollars a month`);
  expect(metricsOf({ malwareScan: true })).toBe(count + 1);
});

test("no alarm looks at more than ten metrics, the most that CloudWatch allows", () => {
  for (const { AlarmName, Metrics } of alarms) expect(Metrics.length, AlarmName).toBeLessThanOrEqual(10);
});

test("the dashboard names at most fifty metrics, up to which CloudWatch charges nothing for it", () => {
  const named = dashboard.match(/\["AWS\//g);
  expect(named?.length).toBeGreaterThan(30);
  expect(named?.length).toBeLessThanOrEqual(50);
});

test("GB-seconds are worked out with the memory that every Lambda has", () => {
  const sizes = everyTemplate(production)
    .flatMap((one) => resourcesOf(one, "AWS::Lambda::Function"))
    .filter(([, { Properties }]) => String(Properties.Handler).includes("/"))
    .map(([, { Properties }]) => Number(Properties.MemorySize));
  expect(new Set(sizes).size).toBe(1);
  expect(dashboard).toContain(`/ 1000 * ${sizes[0]! / 1024}`);
});

describe("the topic of the alarms", () => {
  test("is encrypted under a key that CloudWatch may use, unlike the one of AWS", () => {
    const [keyId] = resourcesOf(monitoring, "AWS::KMS::Key")[0]!;
    expect(topic.Properties.KmsMasterKeyId).toEqual({ "Fn::GetAtt": [keyId, "Arn"] });
    monitoring.hasResourceProperties("AWS::KMS::Key", { EnableKeyRotation: true });
    expect(statementsFor("AWS::KMS::Key", "KeyPolicy")).toContainEqual(
      expect.objectContaining({
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Effect: "Allow",
        Principal: cloudWatch,
      }),
    );
  });

  test("takes messages of this account's alarms, and nothing without TLS", () => {
    const statements = statementsFor("AWS::SNS::TopicPolicy", "PolicyDocument");
    expect(statements).toContainEqual(
      expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    );
    const [allowing, ...others] = statements.filter(({ Effect }) => Effect === "Allow");
    expect(others).toEqual([]);
    expect(allowing).toMatchObject({ Action: "sns:Publish", Principal: cloudWatch });
    expect(JSON.stringify(allowing?.Condition)).toMatch(/aws:SourceArn.*AWS::AccountId.*:alarm:\*/);
  });

  test.each<[string, object, string[]]>([
    ["the address for alarms", { alarmEmail: "ops@example.org", mailReplyTo: "help@example.org" }, ["ops@example.org"]],
    [
      "the address for answers",
      { mailReplyTo: "help@example.org", mailFrom: "desk@example.org" },
      ["help@example.org"],
    ],
    ["the sender's address", { mailFrom: "desk@example.org", adminEmail: "admin@example.org" }, ["desk@example.org"]],
    ["the first admin's address", { adminEmail: "admin@example.org" }, ["admin@example.org"]],
    ["nobody, where no address is set", {}, []],
  ])("is subscribed by %s", (_, context, expected) => {
    const found = resourcesOf(synthesize({ ...context }).monitoring, "AWS::SNS::Subscription");
    expect(found.map(([, { Properties }]) => Properties.Endpoint)).toEqual(expected);
  });
});

test("nothing needs the stack: it can be deleted and deployed again", () => {
  for (const [name, template] of Object.entries(production))
    if (name !== "monitoring") expect(JSON.stringify(template.toJSON()), name).not.toContain("production-monitoring");
});

test("the local cloud goes without it", () => {
  const names = stacksOf(appOf({ local: true })).map(({ stackName }) => stackName);
  expect(names.filter((name) => name.endsWith("-monitoring"))).toEqual([]);
});

const cloudWatch = { Service: "cloudwatch.amazonaws.com" };

function statementsFor(type: string, property: string): Record<string, unknown>[] {
  const [, { Properties }] = resourcesOf(monitoring, type)[0]!;
  return (Properties[property] as { Statement: Record<string, unknown>[] }).Statement;
}

/** A text as it will stand there, with what is not known yet in pointed brackets. */
function joined(text: unknown): string {
  if (typeof text === "string") return text;
  const [, parts] = (text as { "Fn::Join": [string, unknown[]] })["Fn::Join"];
  return parts.map((part) => (typeof part === "string" ? part : `<${Object.values(part as object)}>`)).join("");
}

function dimension(dimensions: Dimension[] | undefined): unknown {
  return dimensions?.[0]?.Value;
}

function looksAt(metrics: Looked[], queue: string): boolean {
  return metrics.some(({ MetricStat }) => dimension(MetricStat?.Metric.Dimensions) === queue);
}
