import { Duration } from "aws-cdk-lib";
import { FilterRule } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { Data } from "../data/data.ts";
import { happened, StreamReader } from "../data/stream.ts";
import { reads } from "../grants.ts";
import { Handler } from "../handler.ts";
import type { Settings } from "../settings.ts";
import { approvalEnvironment } from "./approvalEnvironment.ts";
import type { ApprovalMachine } from "./approvalMachine.ts";

type Props = { settings: Settings; data: Data; machine: ApprovalMachine };

/** The table's stream tells the approval machine what people did; what cannot be told ends in a queue. */
export class TicketEvents extends Construct {
  constructor(scope: Construct, id: string, { settings, data, machine }: Props) {
    super(scope, id);
    const reader = new StreamReader(this, "Stream", data.table);
    const handler = new Handler(this, "onTicketEvent", {
      settings,
      entry: "approvals/onTicketEvent",
      timeout: Duration.minutes(1),
      environment: { ...approvalEnvironment(settings, data), APPROVAL_MACHINE_ARN: machine.arn },
      may: [...reads(data.table), machine.mayStart, machine.mayAnswer, ...reader.may],
    });
    reader.wakes(handler, [happened(turnsOnApproval), happened(cancels)]);
  }
}

/** The events that begin, answer or restart an approval. */
const turnsOnApproval = {
  type: { S: FilterRule.or("TicketRaised", "ApprovalGiven", "TicketRejected", "TicketEdited") },
};

/** Of all moves, the one that ends an approval before anybody decides. */
const cancels = { type: { S: FilterRule.isEqual("StatusChanged") }, to: { S: FilterRule.isEqual("cancelled") } };
