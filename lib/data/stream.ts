import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { deadLetterQueue } from "../deadLetterQueue.ts";
import type { Right } from "../grants.ts";
import type { Handler } from "../handler.ts";

/** One reader of the table's stream. What it cannot take ends in a queue of its own, after ten more tries. */
export class StreamReader extends Construct {
  /** What Lambda's poller does in the name of the function. */
  readonly may: Right[];
  private readonly stream: string;
  private readonly failed: Queue;

  constructor(scope: Construct, id: string, table: Table) {
    super(scope, id);
    this.stream = table.tableStreamArn!; // it has one: lib/data/table.ts
    this.failed = deadLetterQueue(this, "Failed");
    this.may = [
      new PolicyStatement({
        actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
        resources: [this.stream],
      }),
      {
        statement: new PolicyStatement({ actions: ["dynamodb:ListStreams"], resources: ["*"] }),
        acknowledged: { "AwsSolutions-IAM5[Resource::*]": "For dynamodb:ListStreams, which knows no resource." },
      },
      new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.failed.queueArn] }),
    ];
  }

  /** Wakes the Lambda with the records that fit one of these patterns. */
  wakes(target: Handler, patterns: object[]): void {
    new EventSourceMapping(this, "Events", {
      target,
      eventSourceArn: this.stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: patterns.map((pattern) => FilterCriteria.filter(pattern)),
      batchSize: 25,
      parallelizationFactor: 4,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      onFailure: { bind: () => ({ destination: this.failed.queueArn }) },
    });
  }
}

/** An event of a ticket, as the stream shows it when it has happened. */
export const happened = (image: object = {}) => ({
  eventName: FilterRule.isEqual("INSERT"),
  dynamodb: { NewImage: { item: { S: FilterRule.isEqual("Event") }, ...image } },
});
