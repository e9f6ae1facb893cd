import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { Problem } from "../domain/problem.ts";
import { dynamo, putIf, tableName } from "./client.ts";
import { keys, shardCount } from "./table.ts";

/**
 * Writes down into how many shards this deployment splits the table.
 * @throws where it was more before: lists would no longer show what stands in the others
 */
export async function keepShards(): Promise<void> {
  const condition = "attribute_not_exists(PK) OR shards <= :shards";
  const item = { item: "Shards", ...keys.shards(), shards: shardCount };
  if (await putIf(item, { ConditionExpression: condition, ExpressionAttributeValues: { ":shards": shardCount } }))
    return;
  throw new Error(
    `the table has more than ${shardCount} shards, which may never shrink: deploy with as many as before`,
  );
}

/**
 * For what goes through everything from outside: with fewer shards than the deployment it would leave tickets out, with more it
 * would write where nobody reads.
 * @throws Problem invalid where it was told another number
 */
export async function mustBeAllShards(): Promise<void> {
  const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key: keys.shards() }));
  if (Item && Item.shards !== shardCount) throw new Problem("invalid", `this desk has --shards ${Item.shards}`);
}
