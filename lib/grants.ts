import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IndexName } from "../functions/store/table.ts";

/*
 * What a Lambda may do with the table, by hand: `table.grantReadData` and its like also allow Scan, and every index. A
 * transaction is allowed where each of its parts is. A test compares all this with what the bundled code calls.
 */

export const reads = (table: Table, indexes: readonly IndexName[] = []): PolicyStatement[] => [
  new PolicyStatement({ actions: ["dynamodb:GetItem", "dynamodb:Query"], resources: [table.tableArn] }),
  ...indexes.map(
    (index) => new PolicyStatement({ actions: ["dynamodb:Query"], resources: [`${table.tableArn}/index/${index}`] }),
  ),
];

export const writes = (table: Table): PolicyStatement =>
  new PolicyStatement({ actions: ["dynamodb:PutItem"], resources: [table.tableArn] });

/** Gives an Idempotency-Key back. Nothing else in the table is ever deleted by a Lambda: history least of all. */
export const forgetsRequests = (table: Table): PolicyStatement =>
  new PolicyStatement({
    actions: ["dynamodb:DeleteItem"],
    resources: [table.tableArn],
    conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["REQUEST#*"] } },
  });
