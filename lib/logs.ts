import { RemovalPolicy } from "aws-cdk-lib";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { inProduction, type Settings } from "./settings.ts";

/** A log that ends: after a quarter in production, after a week elsewhere, unless told. */
export const logs = (scope: Construct, id: string, settings: Settings, logGroupName?: string): LogGroup =>
  new LogGroup(scope, id, {
    // RetentionDays is an enum of plain numbers of days; CloudFormation refuses one that it does not know.
    retention: (settings.logDays ?? (inProduction(settings) ? 90 : 7)) as RetentionDays,
    removalPolicy: inProduction(settings) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(logGroupName && { logGroupName }),
  });
