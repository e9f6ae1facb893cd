import { RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat, CfnAccount } from "aws-cdk-lib/aws-apigateway";
import { LogGroupLogDestination, type WebSocketApi, WebSocketStage } from "aws-cdk-lib/aws-apigatewayv2";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { logs } from "../logs.ts";
import { acknowledge } from "../nag.ts";
import type { Settings } from "../settings.ts";

export const socketStage = "live";

/** The one stage of the WebSocket API: throttled, every connection and message logged. */
export function addSocketStage(webSocketApi: WebSocketApi, settings: Settings): WebSocketStage {
  const stage = new WebSocketStage(webSocketApi, "Live", {
    webSocketApi,
    stageName: socketStage,
    autoDeploy: true,
    throttle: { rateLimit: settings.requestRate, burstLimit: settings.requestBurst },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logs(webSocketApi, "AccessLog", settings, "sockets")),
      format: AccessLogFormat.custom(JSON.stringify(accessLine)),
    },
  });
  stage.node.addDependency(logRole(webSocketApi));
  return stage;
}

/** No query, which holds the address that works once, and no message. */
const accessLine = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  ip: "$context.identity.sourceIp",
  connection: "$context.connectionId",
  event: "$context.eventType",
  route: "$context.routeKey",
  status: "$context.status",
  milliseconds: "$context.integrationLatency",
  error: "$context.error.message",
};

/**
 * WebSocket APIs, other than HTTP APIs, write their logs by a role that is set once for the account and region. Both stay
 * when the stack goes: other APIs may have come to rely on them.
 */
function logRole(api: WebSocketApi): CfnAccount {
  const role = new Role(api, "LogRole", {
    assumedBy: new ServicePrincipal("apigateway.amazonaws.com"),
    inlinePolicies: {
      may: new PolicyDocument({ statements: [new PolicyStatement({ actions: logging, resources: ["*"] })] }),
    },
  });
  acknowledge(role, {
    "AwsSolutions-IAM5[Resource::*]": "API Gateway accepts no role that may write only some of the account's logs.",
  });
  const account = new CfnAccount(api, "Account", { cloudWatchRoleArn: role.roleArn });
  for (const kept of [role, account]) kept.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return account;
}

const logging = [
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:DescribeLogGroups",
  "logs:DescribeLogStreams",
  "logs:PutLogEvents",
  "logs:GetLogEvents",
  "logs:FilterLogEvents",
];
