import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import type { Handler } from "./handler.ts";

/**
 * Has the clock call a Lambda again and again. The next tick does what a failed one has left: neither EventBridge nor Lambda
 * itself, which would twice, tries it again.
 */
export function every(minutes: number, handler: Handler): void {
  handler.configureAsyncInvoke({ retryAttempts: 0 });
  new Rule(handler, "Clock", {
    schedule: Schedule.rate(Duration.minutes(minutes)),
    targets: [new LambdaTarget(handler, { retryAttempts: 0 })],
  });
}
