import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { entriesOf } from "../../lib/bundling/entries.ts";
import { doubtAbout } from "../../lib/settings.ts";
import { appOf, everyTemplate, everything, functionsOf, resourcesOf, stacksOf, synthesize } from "./synthesized.ts";

const production = synthesize(everything);
const functions = functionsOf(production);

test.each(Object.entries(production))("the stack %s has fewer than 400 resources", (_, template) => {
  expect(resourcesOf(template).length).toBeLessThan(400);
});

test("what keeps state stands in a stack of its own, without a Lambda", () => {
  // The bucket of the web client keeps nothing: each deployment fills it anew.
  const stateful = ["AWS::DynamoDB::Table", "AWS::Cognito::UserPool", "AWS::S3::Bucket"];
  const holding = Object.entries(production)
    .filter(
      ([name, template]) => name !== "web" && resourcesOf(template).some(([, { Type }]) => stateful.includes(Type)),
    )
    .map(([name]) => name);
  expect(holding).toEqual(["data"]);
  expect(resourcesOf(production.data, "AWS::Lambda::Function")).toEqual([]);
});

test("every handler string has a source file that exports a handler", () => {
  for (const { entry } of functions) {
    const source = `functions/${entry}.ts`;
    expect(existsSync(source), source).toBe(true);
    expect(readFileSync(source, "utf8"), source).toMatch(/export (const|async function|function) handler\b/);
  }
});

test("every Lambda that is bundled is deployed, once", () => {
  expect(functions.map(({ entry }) => entry).sort()).toEqual([...entriesOf(everything)].sort());
});

test("every Lambda runs on Node 24, on arm64, with a log of its own", () => {
  for (const { properties } of functions) {
    expect(properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      LoggingConfig: { LogGroup: { Ref: expect.any(String) } },
    });
  }
  const logs = functions.map(({ properties }) => JSON.stringify(properties.LoggingConfig));
  expect(new Set(logs).size).toBe(functions.length);
});

test("every Lambda logs as JSON: its own lines, and of the service's only what went wrong", () => {
  for (const { entry, properties } of functions) {
    const quiet = { LogFormat: "JSON", ApplicationLogLevel: "INFO", SystemLogLevel: "WARN" };
    expect(properties.LoggingConfig, entry).toMatchObject(quiet);
  }
});

test.each([
  ["production", production, { days: 90, DeletionPolicy: "RetainExceptOnCreate" }],
  ["dev", synthesize(), { days: 7, DeletionPolicy: "Delete" }],
  ["a stage for which that is chosen", synthesize({ logDays: 365 }), { days: 365, DeletionPolicy: "Delete" }],
] as const)(
  "every log of %s ends, and outlives its stack in production only",
  (_, templates, { days, DeletionPolicy }) => {
    const logs = everyTemplate(templates).flatMap((one) => resourcesOf(one, "AWS::Logs::LogGroup"));
    for (const [id, log] of logs)
      expect(log, id).toMatchObject({ DeletionPolicy, Properties: { RetentionInDays: days } });
  },
);

test("what the clock calls is tried once: the next tick does what was left", () => {
  type Clock = { ScheduleExpression?: string; Targets: { Arn: { "Fn::GetAtt": [string, string] } }[] };
  let clocks = 0;
  for (const template of everyTemplate(production)) {
    const once = resourcesOf(template, "AWS::Lambda::EventInvokeConfig")
      .filter(([, { Properties }]) => Properties.MaximumRetryAttempts === 0)
      .map(([, { Properties }]) => (Properties.FunctionName as { Ref: string }).Ref);
    for (const [id, { Properties }] of resourcesOf(template, "AWS::Events::Rule")) {
      const { ScheduleExpression, Targets } = Properties as Clock;
      if (!ScheduleExpression) continue;
      clocks++;
      expect(once, id).toContain(Targets[0]?.Arn["Fn::GetAtt"][0]);
      expect(Targets[0], id).toMatchObject({ RetryPolicy: { MaximumRetryAttempts: 0 } });
    }
  }
  expect(clocks).toBe(4);
});

test("stacks refuse to be deleted in production, and only there", () => {
  const isProtected = (context: object) => stacksOf(appOf({ ...context })).map((stack) => stack.terminationProtection);
  expect(isProtected({ stage: "production" })).toEqual([true, true, true, true, true, true]);
  expect(isProtected({})).toEqual([false, false, false, false, false, false]);
});

test("a stage has its stacks to itself", () => {
  const names = (context: object) => stacksOf(appOf({ ...context })).map((stack) => stack.stackName);
  expect(names({})).toEqual([
    "ticket-desk-dev-data",
    "ticket-desk-dev-approvals",
    "ticket-desk-dev-notifications",
    "ticket-desk-dev-api",
    "ticket-desk-dev-web",
    "ticket-desk-dev-monitoring",
  ]);
  expect(names({ stage: "production", name: "desk" })[0]).toBe("desk-production-data");
});

test.each([
  ["a name that is no setting", { stgae: "production" }],
  ["an unknown stage", { stage: "prod" }],
  ["a duration that is no number", { remindAfterSeconds: "1 day" }],
  ["a duration of nothing", { expireAfterSeconds: "0" }],
  ["a clock that ticks too seldom for its alarm", { autoCloseEveryMinutes: "1440" }],
  ["an address that is none", { adminEmail: "admin" }],
  ["a sender that is no address", { mailFrom: "desk" }],
  ["a place for alarms that is no address", { alarmEmail: "nobody" }],
  ["a place for answers that is no address", { mailReplyTo: "Desk <desk@example.org>" }],
  ["a client's address that is none of the web", { appUrl: "javascript:alert(1)" }],
  ["a cap of no SMS at all", { smsADay: "0" }],
  ["a country that is no code", { smsCodes: "+49,DE" }],
  ["a time for logs that CloudWatch does not know", { logDays: "10" }],
  ["an origin that no browser would send", { allowedOrigins: "https://m.example.org/" }],
  ["an origin after a blank", { allowedOrigins: "https://m.example.org, https://n.example.org" }],
])("%s in the context is refused, and said which", (_, context) => {
  expect(() => appOf(context)).toThrow(new RegExp(`^context.*\n?.*${Object.keys(context)[0]}`));
});

test("a refusal says what is expected", () => {
  expect(() => appOf({ stage: "prod" })).toThrow('expected one of "dev"|"production"');
  expect(() => appOf({ remindAfterSeconds: "1 day" })).toThrow("expected number");
  expect(() => appOf({ adminEmail: "admin" })).toThrow("Invalid email address");
});

test.each([
  ["no address of the client", {}, /links in e-mail lead nowhere/],
  [
    "an address that nothing serves",
    { appUrl: "https://desk.example.org" },
    /desk.example.org: the desk is not served there/,
  ],
  ["CloudFront's own address", { appUrl: "https://d1.cloudfront.net" }, null],
  ["an address with its certificate", { appUrl: "https://desk.example.org", certificateArn: "arn" }, null],
])("who deploys with %s is told what comes of it", (_, chosen, told) => {
  if (told) expect(doubtAbout(chosen)).toMatch(told);
  else expect(doubtAbout(chosen)).toBeNull();
});

test("the first admin is asked for at deployment, and a new address runs the bootstrap again", () => {
  production.api.hasParameter("AdminEmail", { AllowedPattern: "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$" });
  const [version] = resourcesOf(production.api, "AWS::Lambda::Version").map(([, resource]) => resource);
  expect(version?.Properties.Description).toEqual({ Ref: "AdminEmail" });
  production.api.resourceCountIs("Custom::Trigger", 1);
});

test("the first admin is another one as soon as another address is set: no parameter keeps the value of before", () => {
  const { api } = synthesize({ adminEmail: "admin@example.org" });
  expect(api.toJSON().Parameters).not.toHaveProperty("AdminEmail");
  api.hasResourceProperties("AWS::Lambda::Version", { Description: "admin@example.org" });
  api.hasResourceProperties("AWS::Lambda::Function", {
    Environment: { Variables: { FIRST_ADMIN_EMAIL: "admin@example.org" } },
  });
});

test("clients find all they need in the outputs", () => {
  const outputs = everyTemplate(production).flatMap((template) => Object.keys(template.toJSON().Outputs ?? {}));
  expect(outputs).toEqual(
    expect.arrayContaining(["ApiUrl", "ClientUrl", "SocketUrl", "UserPoolId", "UserPoolClientId", "Region"]),
  );
});
