import type { CfnFunction } from "aws-cdk-lib/aws-lambda";
import type { Graph, Shown } from "./monitoringGraph.ts";
import { lambdas, metric, search, total } from "./monitoringMetrics.ts";

/** All that is charged for, but for what costs next to nothing. */
export const costs = (shown: Shown): Graph[] => [
  units(shown, "Write"),
  units(shown, "Read"),
  ofLambdas(shown),
  files(shown),
  sms,
  mail,
];

function units({ data: { table } }: Shown, kind: "Read" | "Write"): Graph {
  const name = `Consumed${kind}CapacityUnits`;
  const { tableName } = table;
  const ofIndexes = `{AWS/DynamoDB,GlobalSecondaryIndexName,TableName} MetricName="${name}" TableName="${tableName}"`;
  return {
    title: `Table and indexes: ${kind.toLowerCase()} units`,
    left: [
      metric("DynamoDB", name, "Sum", { dimensions: { TableName: tableName }, label: "table" }),
      search(ofIndexes, "Sum", ""),
    ],
  };
}

function ofLambdas({ settings, parts }: Shown): Graph {
  // All have as much memory as this one.
  const { memorySize = 128 } = parts.handler("events/publish").node.defaultChild as CfnFunction;
  return {
    title: "Lambda: invocations, GB-seconds",
    left: [total(lambdas("Invocations", settings), "invocations")],
    right: [total(lambdas("Duration", settings), "GB-seconds", ` / 1000 * ${memorySize / 1024}`)],
  };
}

const files = ({ data: { files } }: Shown): Graph => ({
  title: "Files: bytes stored, all versions",
  left: [
    metric("S3", "BucketSizeBytes", "Average", {
      dimensions: { BucketName: files.bucketName, StorageType: "StandardStorage" },
      minutes: 24 * 60,
      label: "bytes",
    }),
  ],
});

const sms: Graph = {
  title: "SMS of the account: sent, not delivered; dollars this month",
  left: [
    total('{AWS/SNS,PhoneNumber} MetricName="NumberOfMessagesPublished"', "sent"),
    total('{AWS/SNS,PhoneNumber} MetricName="NumberOfNotificationsFailed"', "not delivered"),
  ],
  right: [metric("SNS", "SMSMonthToDateSpentUSD", "Maximum", { label: "dollars this month" })],
};

const mail: Graph = {
  title: "E-mails of the account: sent",
  left: [metric("SES", "Send", "Sum", { label: "sent" })],
};
