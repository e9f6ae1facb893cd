import { pagesOf } from "./queries.ts";
import { type ClockState, partitions, table } from "./table.ts";

const batch = 25;

/** The ids of what has been in a state since before a time (ISO 8601), in batches, longest first. */
export async function* due(state: ClockState, before: string): AsyncGenerator<string[]> {
  const { partition, sort } = table.indexes.byClock;
  for (const shard of partitions.clock(state)) {
    const pages = pagesOf({
      IndexName: "byClock",
      KeyConditionExpression: "#shard = :shard AND #time < :before",
      ExpressionAttributeNames: { "#shard": partition, "#time": sort },
      ExpressionAttributeValues: { ":shard": shard, ":before": before },
      Limit: batch,
    });
    for await (const items of pages) yield items.map(({ id }) => String(id));
  }
}
