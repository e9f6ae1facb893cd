import { type CfnElement, Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { CfnCollection } from "aws-cdk-lib/aws-opensearchserverless";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { acknowledge } from "../nag.ts";

type Props = { table: Table; collection: CfnCollection; passage: Bucket };

/** What the pipeline may do: export the table, follow its stream, and write to the one collection. */
export function pipelineRole(scope: Construct, { table, collection, passage }: Props): Role {
  const may = (actions: string[], resource: string) => new PolicyStatement({ actions, resources: [resource] });
  const role = new Role(scope, "PipelineRole", {
    assumedBy: new ServicePrincipal("osis-pipelines.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
    inlinePolicies: {
      may: new PolicyDocument({
        statements: [
          may(exporting, table.tableArn),
          may(["dynamodb:DescribeExport"], `${table.tableArn}/export/*`),
          may(following, table.tableStreamArn!), // it has one: lib/data/table.ts
          may(passing, passage.arnForObjects("*")),
          may(["aoss:APIAccessAll", "aoss:BatchGetCollection"], collection.attrArn),
        ],
      }),
    },
  });
  const bucket = Stack.of(passage).getLogicalId(passage.node.defaultChild as CfnElement);
  acknowledge(role, {
    [`AwsSolutions-IAM5[Resource::<${bucket}.Arn>/*]`]: "All that is in the bucket is the pipeline's own.",
    [`AwsSolutions-IAM5[Resource::${exportedArn(table)}/export/*]`]: "An export gets its name when it begins.",
  });
  return role;
}

const exporting = ["dynamodb:DescribeTable", "dynamodb:DescribeContinuousBackups", "dynamodb:ExportTableToPointInTime"];
/** An export is written with an ACL, which says that the bucket's owner owns it. */
const passing = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"];
const following = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];

/** What the table's ARN is called in the other stacks, and so in what is found there. */
const exportedArn = ({ stack, tableArn }: Table): string =>
  stack.resolve(stack.exportValue(tableArn))["Fn::ImportValue"];
