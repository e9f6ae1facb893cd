import { Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { inProduction, type Settings } from "./settings.ts";

/**
 * A log that ends: after a quarter in production, after a week elsewhere, unless told. `service`: what writes to it, where that is
 * no Lambda.
 */
export const logs = (scope: Construct, id: string, settings: Settings, service?: Service): LogGroup =>
  new LogGroup(scope, id, {
    retention: settings.logDays ?? (inProduction(settings) ? 90 : 7),
    removalPolicy: inProduction(settings) ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    ...(service && { logGroupName: nameFor(service, Stack.of(scope)) }),
  });

type Service = "apis" | "sockets" | "states" | "OpenSearchIngestion";

/**
 * Services write to logs whose name begins so without a policy for each. A log outlives its stack in production, so that the
 * name has the stack's own id in it: the stack may be made once more.
 */
const nameFor = (service: Service, { stackName, stackId }: Stack): string =>
  `/aws/vendedlogs/${service}/${stackName}-${Fn.select(2, Fn.split("/", stackId))}`;
