import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import type { Handler } from "./handler.ts";

/** Has the clock call a Lambda again and again. */
export const every = (minutes: number, handler: Handler): Rule =>
  new Rule(handler, "Clock", {
    schedule: Schedule.rate(Duration.minutes(minutes)),
    // The next tick does what a failed one has left.
    targets: [new LambdaTarget(handler, { retryAttempts: 0 })],
  });
