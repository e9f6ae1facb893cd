import { Duration } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { approvalEnvironment } from "./approvalEnvironment.ts";
import type { ApprovalMachine } from "./approvalMachine.ts";
import type { Data } from "./data.ts";
import { reads } from "./grants.ts";
import { Handler } from "./handler.ts";
import { acknowledge } from "./nag.ts";
import type { Settings } from "./settings.ts";

type Props = { settings: Settings; data: Data; machine: ApprovalMachine };

/** The table's stream tells the approval machine what people did; what cannot be told ends in a queue. */
export class TicketEvents extends Construct {
  constructor(scope: Construct, id: string, { settings, data, machine }: Props) {
    super(scope, id);
    const { table } = data;
    const stream = table.tableStreamArn!; // it has one: lib/table.ts
    const failed = new Queue(this, "Failed", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(failed, {
      "AwsSolutions-SQS3": "It is itself the last resort: where the stream's records go that failed for good.",
    });

    const handler = new Handler(this, "onTicketEvent", {
      settings,
      entry: "approvals/onTicketEvent",
      timeout: Duration.minutes(1),
      environment: { ...approvalEnvironment(settings, data), APPROVAL_MACHINE_ARN: machine.arn },
      may: [
        ...reads(table),
        machine.may("StartExecution"),
        machine.may("SendTaskSuccess"),
        ...consumes(stream),
        new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [failed.queueArn] }),
      ],
      acknowledged: { "AwsSolutions-IAM5[Resource::*]": "For dynamodb:ListStreams, which knows no resource." },
    });

    new EventSourceMapping(this, "Events", {
      target: handler,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [turnsOnApproval, cancels].map((image) => FilterCriteria.filter(inserted(image))),
      batchSize: 25,
      parallelizationFactor: 4,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      onFailure: { bind: () => ({ destination: failed.queueArn }) },
    });
  }
}

/** The events that begin, answer or restart an approval. */
const turnsOnApproval = {
  type: { S: FilterRule.or("TicketRaised", "ApprovalGiven", "TicketRejected", "TicketEdited") },
};

/** Of all moves, the one that ends an approval before anybody decides. */
const cancels = { type: { S: FilterRule.isEqual("StatusChanged") }, to: { S: FilterRule.isEqual("cancelled") } };

const inserted = (image: object) => ({
  eventName: FilterRule.isEqual("INSERT"),
  dynamodb: { NewImage: { item: { S: FilterRule.isEqual("Event") }, ...image } },
});

/** What Lambda's poller does in the name of the function. */
const consumes = (stream: string): PolicyStatement[] => [
  new PolicyStatement({
    actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    resources: [stream],
  }),
  new PolicyStatement({ actions: ["dynamodb:ListStreams"], resources: ["*"] }),
];
