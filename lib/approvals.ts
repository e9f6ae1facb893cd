import { Duration, type Stack } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import { approvalEnvironment } from "./approvalEnvironment.ts";
import { ApprovalMachine } from "./approvalMachine.ts";
import type { Data } from "./data.ts";
import { reads, writes } from "./grants.ts";
import { Handler } from "./handler.ts";
import type { Settings } from "./settings.ts";
import { TicketEvents } from "./ticketEvents.ts";

type Props = { settings: Settings; data: Data };

/** The approval machine, the stream that starts it and answers it, and the clocks that put right what was lost. */
export class Approvals extends Construct {
  constructor(stack: Stack, { settings, data }: Props) {
    super(stack, "Approvals");
    const machine = new ApprovalMachine(this, "Machine", { settings, data });
    new TicketEvents(this, "TicketEvents", { settings, data, machine });

    const common = { settings, timeout: Duration.minutes(5), environment: approvalEnvironment(settings, data) };
    const touches = [...reads(data.table, ["byClock"]), writes(data.table)];
    const sweep = new Handler(this, "sweep", {
      ...common,
      entry: "approvals/sweep",
      environment: { ...common.environment, APPROVAL_MACHINE_ARN: machine.arn },
      may: [...touches, machine.may("StartExecution"), machine.may("SendTaskSuccess"), machine.mayMend.statement],
      acknowledged: machine.mayMend.acknowledged,
    });
    const autoClose = new Handler(this, "autoClose", { ...common, entry: "approvals/autoClose", may: touches });
    every(settings.sweepEveryMinutes, sweep);
    every(settings.autoCloseEveryMinutes, autoClose);
  }
}

const every = (minutes: number, handler: Handler) =>
  new Rule(handler, "Clock", {
    schedule: Schedule.rate(Duration.minutes(minutes)),
    // The next tick does what a failed one has left.
    targets: [new LambdaTarget(handler, { retryAttempts: 0 })],
  });
