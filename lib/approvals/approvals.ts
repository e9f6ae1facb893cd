import { Duration, type Stack } from "aws-cdk-lib";
import { Construct } from "constructs";
import { every } from "../clock.ts";
import type { Data } from "../data/data.ts";
import { reads, writes } from "../grants.ts";
import { Handler } from "../handler.ts";
import type { Settings } from "../settings.ts";
import { approvalEnvironment } from "./approvalEnvironment.ts";
import { ApprovalMachine } from "./approvalMachine.ts";
import { TicketEvents } from "./ticketEvents.ts";

type Props = { settings: Settings; data: Data };

/** The approval machine, the stream that starts it and answers it, and the clocks that put right what was lost. */
export class Approvals extends Construct {
  constructor(stack: Stack, { settings, data }: Props) {
    super(stack, "Approvals");
    const machine = new ApprovalMachine(this, "Machine", { settings, data });
    new TicketEvents(this, "TicketEvents", { settings, data, machine });

    const common = { settings, environment: approvalEnvironment(settings, data) };
    const looks = reads(data.table, ["byClock"]);
    const sweep = new Handler(this, "sweep", {
      ...common,
      entry: "approvals/sweep",
      // It asks about each pending ticket's machine, which Step Functions answers 10 or 15 times a second, and begins at the same end
      // each time: what it does not come to in one run, it never does.
      timeout: Duration.minutes(15),
      environment: { ...common.environment, APPROVAL_MACHINE_ARN: machine.arn },
      may: [...looks, writes(data.table), machine.mayStart, machine.mayAnswer, machine.mayMend],
    });
    const autoClose = new Handler(this, "autoClose", {
      ...common,
      entry: "approvals/autoClose",
      timeout: Duration.minutes(5),
      may: [...looks, writes(data.table)],
    });
    every(settings.sweepEveryMinutes, sweep);
    every(settings.autoCloseEveryMinutes, autoClose);
  }
}
