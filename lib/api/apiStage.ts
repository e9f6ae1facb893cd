import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { type CfnStage, type HttpApi, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { routes } from "../../functions/contract/routes.ts";
import { logs } from "../logs.ts";
import type { Settings } from "../settings.ts";

/** The one stage of the API, at the root of its address: throttled, every request logged. */
export function addStage(http: HttpApi, settings: Settings): void {
  const stage = new HttpStage(http, "Live", {
    httpApi: http,
    autoDeploy: true,
    throttle: { rateLimit: settings.requestRate, burstLimit: settings.requestBurst },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logs(http, "AccessLog", settings, "apis")),
      format: AccessLogFormat.custom(JSON.stringify(accessLine)),
    },
  });
  const live = stage.node.defaultChild as CfnStage;
  live.routeSettings = Object.fromEntries(creating.map((key) => [key, createLimit(settings)]));
  // The gateway refuses limits for a route that it does not have yet.
  stage.node.addDependency(...http.node.children.filter((child) => child.node.id.startsWith("POST-")));
}

const creating = Object.values(routes)
  .filter(({ method }) => method === "POST")
  .map(({ method, path }) => `${method} ${path}`);

const createLimit = ({ createRate, createBurst }: Settings) => ({
  ThrottlingRateLimit: createRate,
  ThrottlingBurstLimit: createBurst,
});

/** One line per request, also of those that never reach a Lambda. No query and no header: they may carry what is private. */
export const accessLine = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  ip: "$context.identity.sourceIp",
  caller: "$context.authorizer.claims.sub",
  route: "$context.routeKey",
  path: "$context.path",
  status: "$context.status",
  bytes: "$context.responseLength",
  milliseconds: "$context.responseLatency",
  lambdaMilliseconds: "$context.integrationLatency",
  lambdaRequestId: "$context.integration.requestId",
  refusal: "$context.authorizer.error",
  error: "$context.error.message",
};
