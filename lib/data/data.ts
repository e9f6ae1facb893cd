import { CfnOutput, type Stack } from "aws-cdk-lib";
import type { UserPool, UserPoolClient } from "aws-cdk-lib/aws-cognito";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Settings } from "../settings.ts";
import { makeFiles } from "./files.ts";
import { addClient, makeUserPool } from "./identity.ts";
import { makeTable } from "./table.ts";

/** All that keeps state. Everything else can be deleted and deployed again. */
export class Data extends Construct {
  readonly table: Table;
  readonly files: Bucket;
  readonly userPool: UserPool;
  readonly userPoolClient: UserPoolClient;

  constructor(stack: Stack, settings: Settings) {
    super(stack, "Data");
    this.table = makeTable(this, "Table", settings);
    this.files = makeFiles(this, "Files", settings);
    this.userPool = makeUserPool(this, "Users", settings);
    this.userPoolClient = addClient(this.userPool, settings);

    new CfnOutput(stack, "TableName", { value: this.table.tableName });
    new CfnOutput(stack, "BucketName", { value: this.files.bucketName });
    new CfnOutput(stack, "UserPoolId", { value: this.userPool.userPoolId });
    new CfnOutput(stack, "UserPoolClientId", { value: this.userPoolClient.userPoolClientId });
    new CfnOutput(stack, "Region", { value: stack.region });
  }
}

/** What every Lambda is told that works on the table. */
export const tableEnvironment = ({ shards }: Settings, { table }: Data): Record<string, string> => ({
  TABLE_NAME: table.tableName,
  SHARDS: String(shards),
});
