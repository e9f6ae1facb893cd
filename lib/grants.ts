import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IndexName } from "../functions/store/table.ts";

/** Something that a Lambda may do, and where cdk-nag finds something in it, why it stays. */
export type Right = PolicyStatement | { statement: PolicyStatement; acknowledged: Record<string, string> };

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

/** Reads many items by their keys at once. */
export const readsMany = (table: Table): PolicyStatement =>
  new PolicyStatement({ actions: ["dynamodb:BatchGetItem"], resources: [table.tableArn] });

export const writes = (table: Table): PolicyStatement =>
  new PolicyStatement({ actions: ["dynamodb:PutItem"], resources: [table.tableArn] });

/** Changes single fields of an item that is there. */
export const changes = (table: Table): PolicyStatement =>
  new PolicyStatement({ actions: ["dynamodb:UpdateItem"], resources: [table.tableArn] });

/** Counts what one person does, by the beginning of the count's key. */
export const counts = (table: Table, ...what: ("RAISED" | "MISSES")[]): PolicyStatement =>
  new PolicyStatement({
    actions: ["dynamodb:UpdateItem"],
    resources: [table.tableArn],
    conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": what.map((kind) => `${kind}#*`) } },
  });

/** Writes on condition of what another item says at that moment: that who decided it still may. */
export const commits = (table: Table): PolicyStatement =>
  new PolicyStatement({ actions: ["dynamodb:ConditionCheckItem", "dynamodb:PutItem"], resources: [table.tableArn] });

/** The words that tickets are found by follow what tickets say; they are nobody's history. */
export const keepsWords = (table: Table): PolicyStatement =>
  new PolicyStatement({
    actions: ["dynamodb:BatchWriteItem"],
    resources: [table.tableArn],
    conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["WORDS#*"] } },
  });

/** What is only kept for a while, by the beginning of its key. Nothing else is ever deleted by a Lambda: history least of all. */
export type Passing = "REQUEST" | "SENT" | "HELD" | "SOCKETS" | "CONNECTION" | "SOCKETTICKET";

export const forgets = (table: Table, ...passing: Passing[]): PolicyStatement =>
  new PolicyStatement({
    actions: ["dynamodb:DeleteItem"],
    resources: [table.tableArn],
    conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": passing.map((kind) => `${kind}#*`) } },
  });
