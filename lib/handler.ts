import { join } from "node:path";
import { Duration } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from "aws-cdk-lib/aws-lambda";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Entry } from "./bundling/entries.ts";
import type { Right } from "./grants.ts";
import { logs } from "./logs.ts";
import { acknowledge } from "./nag.ts";
import type { Settings } from "./settings.ts";

export type HandlerProps = {
  settings: Settings;
  entry: Entry;
  /** API Gateway gives up on a request after 30 seconds, so a handler has to before. */
  timeout?: Duration;
  environment?: Record<string, string>;
  /** All that it may do besides writing its own log. */
  may?: readonly Right[];
};

/** One Lambda, with a role and a log of its own. */
export class Handler extends LambdaFunction {
  constructor(scope: Construct, id: string, { settings, entry, timeout, environment = {}, may = [] }: HandlerProps) {
    const logGroup = logs(scope, `${id}Log`, settings);
    const role = ownRole(scope, `${id}Role`, logGroup, may);
    super(scope, id, {
      description: entry,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: timeout ?? Duration.seconds(25),
      code: codeOf(entry, settings),
      handler: `${entry}.handler`,
      environment,
      logGroup,
      ...quietLog,
      role,
    });
  }
}

/**
 * Of its own, Lambda writes what went wrong (a timeout, too little memory, a crash) and not that each invocation began, ended
 * and how long it took: metrics say that for nothing, and it was most of what the logs cost.
 */
const quietLog = {
  loggingFormat: LoggingFormat.JSON,
  systemLogLevelV2: SystemLogLevel.WARN,
  applicationLogLevelV2: ApplicationLogLevel.INFO,
};

const codeOf = (entry: Entry, { bundles }: Settings) => Code.fromAsset(bundles ? join(bundles, entry) : "functions");

/** Made by hand: the managed policy for logging allows every log group of the account. */
function ownRole(scope: Construct, id: string, log: LogGroup, may: readonly Right[]): Role {
  const logging = new PolicyStatement({
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [log.logGroupArn],
  });
  const statements = may.map((right) => ("statement" in right ? right.statement : right));
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    inlinePolicies: { may: new PolicyDocument({ statements: [logging, ...statements] }) },
  });
  for (const right of may) if ("statement" in right) acknowledge(role, right.acknowledged);
  return role;
}
