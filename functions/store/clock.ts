import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, tableName } from "./client.ts";
import { type ClockState, partitions, table } from "./table.ts";

const batch = 25;

/** The ids of what has been in a state since before a time (ISO 8601), in batches, longest first. */
export async function* due(state: ClockState, before: string): AsyncGenerator<string[]> {
  for (const partition of partitions.clock(state)) {
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await dynamo.send(new QueryCommand(dueQuery(partition, before, from)));
      yield Items.map(({ id }) => String(id));
      from = LastEvaluatedKey;
    } while (from);
  }
}

const dueQuery = (partition: string, before: string, from: Record<string, unknown> | undefined) => ({
  TableName: tableName,
  IndexName: "byClock",
  KeyConditionExpression: "#shard = :partition AND #time < :before",
  ExpressionAttributeNames: { "#shard": table.indexes.byClock.partition, "#time": table.indexes.byClock.sort },
  ExpressionAttributeValues: { ":partition": partition, ":before": before },
  ExclusiveStartKey: from,
  Limit: batch,
});
