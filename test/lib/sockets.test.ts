import { expect, test } from "vitest";
import { functionsOf, resourcesOf, synthesize } from "./synthesized.ts";

const production = synthesize({ stage: "production", appUrl: "https://desk.example.org/app" });
const { notifications, api } = production;
const byId = Object.fromEntries(resourcesOf(notifications));
type Ref = { Ref: string };
type GetAtt = { "Fn::GetAtt": [string, string] };
type Route = { RouteKey: string; AuthorizationType: string; Target: { "Fn::Join": [string, [string, Ref]] } };
const routes = resourcesOf(notifications, "AWS::ApiGatewayV2::Route");
const [stage] = resourcesOf(notifications, "AWS::ApiGatewayV2::Stage").map(([, resource]) => resource);

test.each([
  ["$connect", "events/socketConnect.handler"],
  ["$disconnect", "events/socketDisconnect.handler"],
  ["$default", "events/socketMessage.handler"],
])("the route %s reaches %s", (key, handler) => {
  const route = routes.map(([, { Properties }]) => Properties as Route).find(({ RouteKey }) => RouteKey === key);
  const integration = byId[route?.Target["Fn::Join"][1][1].Ref ?? ""]?.Properties;
  expect(integration?.IntegrationType).toBe("AWS_PROXY");
  const functionId = JSON.stringify(integration?.IntegrationUri).match(/"Fn::GetAtt":\["(\w+)","Arn"\]/)?.[1];
  expect(byId[functionId ?? ""]?.Properties.Handler).toBe(handler);
});

test("a client that says something is answered: only $default returns what its Lambda does", () => {
  const answering = resourcesOf(notifications, "AWS::ApiGatewayV2::RouteResponse").map(
    ([, { Properties }]) => byId[(Properties.RouteId as Ref).Ref]?.Properties.RouteKey,
  );
  expect(answering).toEqual(["$default"]);
});

test("connections and messages are throttled", () => {
  expect(stage?.Properties.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 });
});

test("every connection is logged, without the address that it was opened with", () => {
  const { Format } = stage!.Properties.AccessLogSettings as { Format: string };
  expect(JSON.parse(Format)).toMatchObject({ connection: "$context.connectionId", status: "$context.status" });
  expect(Format).not.toMatch(/query|header|path|authoriz/i);
});

test("the account's leave to write logs is there before the stage, and outlives the stack", () => {
  const [accountId, account] = resourcesOf(notifications, "AWS::ApiGateway::Account")[0]!;
  expect(stage).toMatchObject({ DependsOn: expect.arrayContaining([accountId]) });
  const role = byId[(account.Properties.CloudWatchRoleArn as GetAtt)["Fn::GetAtt"][0]];
  expect([account.DeletionPolicy, role?.DeletionPolicy]).toEqual(["Retain", "Retain"]);
});

test("the origins that may connect are the client's own and those that are named", () => {
  const originsOf = (context: object) =>
    resourcesOf(synthesize({ ...context }).notifications, "AWS::Lambda::Function")
      .map(([, { Properties }]) => (Properties.Environment as { Variables: Record<string, unknown> })?.Variables)
      .flatMap((variables) => variables?.ALLOWED_ORIGINS ?? []);
  expect(originsOf({ appUrl: "https://desk.example.org/app", allowedOrigins: "https://m.example.org" })).toEqual([
    "https://desk.example.org,https://m.example.org",
  ]);
  expect(originsOf({})).toEqual([""]);
});

test("two Lambdas send to connections, one ends them, and each on this API's one stage", () => {
  const managing = functionsOf(production).flatMap(({ entry, statements }) =>
    statements
      .filter(({ Action }) => Action === "execute-api:ManageConnections")
      .map(({ Resource }) => [entry, JSON.stringify(Resource)] as const),
  );
  expect(managing.map(([entry]) => entry).sort()).toEqual([
    "events/export",
    "events/notifyInApp",
    "events/onAccountChanged",
  ]);
  for (const [entry, resource] of managing)
    expect(resource).toContain(`"/live/${entry === "events/onAccountChanged" ? "DELETE" : "POST"}/@connections/*"`);
});

test("the address of the sockets is given out by one route only", () => {
  const told = functionsOf({ ...production, notifications: api })
    .filter(({ environment }) => environment.includes("SOCKET_URL"))
    .map(({ entry }) => entry);
  expect([...new Set(told)]).toEqual(["api/createSocketTicket"]);
});
