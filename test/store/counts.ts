import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { dynamo, tableName } from "../../functions/store/client.ts";

/** How many items there are, by kind. */
export type Counts = Record<string, number>;

/** Idempotency-Keys, which tell of requests; what counts those of an hour; what goes by itself meanwhile. */
const overlooked: unknown[] = ["Request", undefined, "SocketTicket"];

export async function countItems(): Promise<Counts> {
  const counts: Counts = {};
  for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName: tableName })) {
    for (const { item } of Items) if (!overlooked.includes(item)) counts[item] = (counts[item] ?? 0) + 1;
  }
  return counts;
}

/** How many more of each kind there are. */
export const difference = (before: Counts, after: Counts): Counts =>
  Object.fromEntries(
    Object.keys({ ...before, ...after })
      .map((item) => [item, (after[item] ?? 0) - (before[item] ?? 0)] as const)
      .filter(([, more]) => more !== 0),
  );
