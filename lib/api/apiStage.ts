import { Duration } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { type CfnStage, type HttpApi, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import { routes } from "../../functions/contract/routes.ts";
import { logs } from "../logs.ts";
import type { Settings } from "../settings.ts";

/** The one stage of the API, at the root of its address: throttled, every request logged. */
export function addStage(http: HttpApi, settings: Settings): void {
  const log = logs(http, "AccessLog", settings, "apis");
  const { namespace: metricNamespace, metricName } = tooManyRequests(settings);
  const filterPattern = FilterPattern.stringValue("$.status", "=", "429");
  log.addMetricFilter("TooManyRequests", { filterPattern, metricNamespace, metricName });
  const stage = new HttpStage(http, "Live", {
    httpApi: http,
    autoDeploy: true,
    throttle: { rateLimit: settings.requestRate, burstLimit: settings.requestBurst },
    accessLogSettings: {
      destination: new LogGroupLogDestination(log),
      format: AccessLogFormat.custom(JSON.stringify(accessLine)),
    },
  });
  const live = stage.node.defaultChild as CfnStage;
  live.routeSettings = Object.fromEntries(creating.map((key) => [key, createLimit(settings)]));
  // The gateway refuses limits for a route that it does not have yet.
  stage.node.addDependency(...http.node.children.filter((child) => child.node.id.startsWith("POST-")));
}

/** How often 429 was answered, by the gateway for all together or by us to one person. Charged for hours in which it was. */
export const tooManyRequests = ({ name, stage }: Settings): Metric =>
  new Metric({
    namespace: `${name}-${stage}`,
    metricName: "TooManyRequests",
    statistic: "Sum",
    period: Duration.minutes(5),
    label: "429",
  });

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
