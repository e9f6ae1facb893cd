import { describe, expect, test } from "vitest";
import { type RouteName, routes } from "../../functions/contract/routes.ts";
import { resourcesOf, synthesize } from "./synthesized.ts";

const { api, monitoring } = synthesize({ stage: "production" });

type Ref = { Ref: string };
type GetAtt = { "Fn::GetAtt": [string, string] };
type RouteProperties = {
  RouteKey: string;
  AuthorizationType: string;
  AuthorizerId?: Ref;
  Target: { "Fn::Join": [string, [string, Ref]] };
};
type Limits = { ThrottlingRateLimit: number; ThrottlingBurstLimit: number };
type StageProperties = {
  DefaultRouteSettings: Limits;
  RouteSettings: Record<string, Limits>;
  AccessLogSettings: { Format: string };
};
const byId = Object.fromEntries(resourcesOf(api));
const deployed = resourcesOf(api, "AWS::ApiGatewayV2::Route").map(
  ([, { Properties }]) => Properties as unknown as RouteProperties,
);
const [stage] = resourcesOf(api, "AWS::ApiGatewayV2::Stage").map(
  ([, { Properties }]) => Properties as unknown as StageProperties,
);

describe.each(Object.keys(routes) as RouteName[])("the route %s", (name) => {
  const { method, path, access } = routes[name];
  const route = deployed.find(({ RouteKey }) => RouteKey === `${method} ${path}`);

  test("reaches a Lambda of its own name, which only this API may call by it", () => {
    expect(handlerOf(route)).toBe(`api/${name}.handler`);
    const permission = permissionOf(route);
    expect(permission).toMatchObject({ Action: "lambda:InvokeFunction", Principal: "apigateway.amazonaws.com" });
    expect(JSON.stringify(permission?.SourceArn)).toContain(`"/*/*${path}"`);
  });

  test(access === "public" ? "is open" : "carries the JWT authorizer", () => {
    expect(route?.AuthorizationType).toBe(access === "public" ? "NONE" : "JWT");
  });
});

test("there are no routes but the contract's and the catch-all", () => {
  const contract = Object.values(routes).map(({ method, path }) => `${method} ${path}`);
  expect(deployed.map(({ RouteKey }) => RouteKey).sort()).toEqual([...contract, "$default"].sort());
});

test("what is no route is answered by a Lambda that asks for no sign-in", () => {
  const unknown = deployed.find(({ RouteKey }) => RouteKey === "$default");
  expect(handlerOf(unknown)).toBe("http/unknownRoute.handler");
  expect(unknown?.AuthorizationType).toBe("NONE");
});

test("the authorizer accepts tokens of this user pool and this client", () => {
  const [authorizer] = resourcesOf(api, "AWS::ApiGatewayV2::Authorizer").map(([, resource]) => resource);
  expect(authorizer?.Properties).toMatchObject({
    AuthorizerType: "JWT",
    JwtConfiguration: {
      Issuer: { "Fn::ImportValue": expect.stringContaining("ProviderURL") },
      Audience: [{ "Fn::ImportValue": expect.stringContaining("Client") }],
    },
  });
});

test("every request is throttled, and those that create something sooner", () => {
  const { DefaultRouteSettings, RouteSettings } = stage!;
  const posts = Object.values(routes).filter(({ method }) => method === "POST");
  expect(Object.keys(RouteSettings).sort()).toEqual(posts.map(({ method, path }) => `${method} ${path}`).sort());
  for (const { ThrottlingRateLimit } of Object.values(RouteSettings))
    expect(ThrottlingRateLimit).toBeLessThan(DefaultRouteSettings.ThrottlingRateLimit);
});

test("every request is logged, without query or headers", () => {
  const { Format } = stage!.AccessLogSettings;
  expect(JSON.parse(Format)).toMatchObject({ requestId: "$context.requestId", status: "$context.status" });
  expect(Format).not.toMatch(/querystring|header|authorization"/i);
});

test("each 429 in the log counts in the metric that an alarm looks at", () => {
  const [counted] = resourcesOf(api, "AWS::Logs::MetricFilter").map(([, { Properties }]) => Properties);
  const metric = { MetricName: "TooManyRequests", Namespace: "ticket-desk-production" };
  const MetricTransformations = [
    { MetricName: metric.MetricName, MetricNamespace: metric.Namespace, MetricValue: "1" },
  ];
  expect(counted).toMatchObject({ FilterPattern: '{ $.status = "429" }', MetricTransformations });
  const alarms = resourcesOf(monitoring, "AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties);
  const Metrics = [expect.objectContaining({ MetricStat: expect.objectContaining({ Metric: metric, Stat: "Sum" }) })];
  expect(alarms).toContainEqual(expect.objectContaining({ Metrics }));
});

test("one person may raise 60 tickets and miss 20 within a minute, unless told", () => {
  const raising = resourcesOf(api, "AWS::Lambda::Function").find(
    ([, { Properties }]) => Properties.Handler === "api/raiseTicket.handler",
  );
  const told = { TICKETS_A_MINUTE: "60", MISSES_A_MINUTE: "20" };
  expect(raising?.[1].Properties).toMatchObject({ Environment: { Variables: told } });
});

test("a handler gives up before the gateway does", () => {
  for (const [id, { Properties }] of resourcesOf(api, "AWS::Lambda::Function"))
    if (String(Properties.Handler).startsWith("api/")) expect(Properties.Timeout, id).toBeLessThan(30);
});

test("browsers of other origins are let in only where they are named", () => {
  const corsOf = (template: typeof api) =>
    resourcesOf(template, "AWS::ApiGatewayV2::Api").map(([, { Properties }]) => Properties.CorsConfiguration)[0];
  expect(corsOf(api)).toBeUndefined();
  const allowing = synthesize({ allowedOrigins: "https://desk.example.org,https://m.example.org" });
  expect(corsOf(allowing.api)).toMatchObject({
    AllowOrigins: ["https://desk.example.org", "https://m.example.org"],
    ExposeHeaders: expect.arrayContaining(["etag"]),
  });
});

function functionIdOf(route: RouteProperties | undefined): string | undefined {
  const integration = byId[route?.Target["Fn::Join"][1][1].Ref ?? ""]?.Properties as
    | { IntegrationUri: GetAtt }
    | undefined;
  return integration?.IntegrationUri["Fn::GetAtt"][0];
}

function handlerOf(route: RouteProperties | undefined): unknown {
  return byId[functionIdOf(route) ?? ""]?.Properties.Handler;
}

function permissionOf(route: RouteProperties | undefined) {
  const id = functionIdOf(route);
  return resourcesOf(api, "AWS::Lambda::Permission")
    .map(([, { Properties }]) => Properties as { FunctionName: GetAtt; SourceArn: unknown })
    .find(({ FunctionName }) => FunctionName["Fn::GetAtt"][0] === id);
}
