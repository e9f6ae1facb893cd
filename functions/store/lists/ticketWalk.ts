import { pagesOf } from "../queries.ts";
import { type IndexName, partitions, table } from "../table.ts";

const usual = 25;

/** The ids of the tickets that somebody works on or has worked on, in batches. */
export const ticketsOf = (technicianId: string) => walk("byAssignee", partitions.assignee(technicianId));

/** The ids of the tickets that wait for a decision: of a department's head (or whom it fell to), or (null) of anybody. */
export const undecidedTickets = (department: string | null) =>
  department === null
    ? walk("byClock", partitions.clock("undecided"))
    : walk("byApprover", [...partitions.headOf(department), ...partitions.itHeads()]);

/** The ids of all tickets of a shard, first raised first; those raised on the way come last. */
export const ticketsOfShard = (shard: string, batch: number) => walk("byShard", [shard], batch);

/** What is changed on the way may come up again further on: whoever walks must not mind. */
async function* walk(index: IndexName, keys: readonly string[], batch = usual): AsyncGenerator<string[]> {
  for (const partition of keys) {
    const pages = pagesOf({
      IndexName: index,
      KeyConditionExpression: "#partition = :partition",
      ExpressionAttributeNames: { "#partition": table.indexes[index].partition },
      ExpressionAttributeValues: { ":partition": partition },
      Limit: batch,
    });
    for await (const items of pages) yield items.map(({ id }) => String(id));
  }
}
