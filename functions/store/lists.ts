import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, tableName } from "./client.ts";
import type { TicketRow } from "./table.ts";
import { type IndexName, rowFields, table } from "./table.ts";

/** One partition of one index. */
export type Source = { index: IndexName; partition: string };
export type Order = "newest" | "oldest";
/** Conditions that every row of the page meets, in DynamoDB's words. */
export type Filter = { expression: string; names: Record<string, string>; values: Record<string, unknown> };
export type ListRequest = {
  sources: readonly Source[];
  order: Order;
  limit: number;
  /** The position after which the page begins: the sort key of the last row seen. */
  after: string | null;
  filter: Filter | null;
};
export type ListPage = { items: TicketRow[]; next: string | null };

type Row = { position: string; row: TicketRow };
type Reading = Source & { from: string | null; done: boolean };

/** A page reads at most this many times from each source; where a filter thins it out more, the cursor goes on. */
const mostRounds = 4;
const filteredBatch = 250;

/** One page merged from several sources of the same order. What it reads depends on the page, not on the table. */
export async function readPage(request: ListRequest): Promise<ListPage> {
  const { order, limit } = request;
  const readings: Reading[] = request.sources.map((source) => ({ ...source, from: request.after, done: false }));
  const found = new Map<string, Row>();
  let safe: Row[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const open = readings.filter(({ done }) => !done);
    if (open.length === 0) break;
    const rows = await Promise.all(open.map((reading) => readOn(reading, request)));
    for (const row of rows.flat()) found.set(row.row.id, row);
    safe = upTo(horizon(readings, order), [...found.values()], order);
    if (safe.length > limit) break;
  }
  return pageOf(safe, readings, order, limit);
}

/** Reads the next rows of one source and moves its position on. */
async function readOn(reading: Reading, { order, limit, filter, sources }: ListRequest): Promise<Row[]> {
  const { partition, sort } = table.indexes[reading.index];
  const share = sources.length === 1 ? limit + 1 : Math.ceil((limit / sources.length) * 1.25) + 1;
  const names: Record<string, string> = { "#partition": partition, ...filter?.names };
  if (reading.from) names["#sort"] = sort;
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: reading.index,
      KeyConditionExpression: `#partition = :partition${reading.from ? ` AND #sort ${order === "newest" ? "<" : ">"} :from` : ""}`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: {
        ":partition": reading.partition,
        ...(reading.from && { ":from": reading.from }),
        ...filter?.values,
      },
      ...(filter && { FilterExpression: filter.expression }),
      ScanIndexForward: order === "oldest",
      Limit: filter ? filteredBatch : share,
    }),
  );
  reading.done = LastEvaluatedKey === undefined;
  reading.from = LastEvaluatedKey ? String(LastEvaluatedKey[sort]) : reading.from;
  return Items.map((item) => ({ position: String(item[sort]), row: rowOf(item) }));
}

/** How far all sources have been read: beyond it, one of them may still hold a row that belongs before. */
function horizon(readings: readonly Reading[], order: Order): string | null {
  const ends = readings.filter(({ done }) => !done).map(({ from }) => from ?? "");
  return ends.length === 0 ? null : ends.reduce((a, b) => (comesBefore(a, b, order) ? a : b));
}

function upTo(end: string | null, rows: Row[], order: Order): Row[] {
  const within = end === null ? rows : rows.filter(({ position }) => !comesBefore(end, position, order));
  return within.sort((a, b) => (comesBefore(a.position, b.position, order) ? -1 : 1));
}

function pageOf(safe: Row[], readings: readonly Reading[], order: Order, limit: number): ListPage {
  const page = safe.slice(0, limit);
  const items = page.map(({ row }) => row);
  if (safe.length > limit) return { items, next: page.at(-1)?.position ?? null };
  return { items, next: horizon(readings, order) };
}

const comesBefore = (a: string, b: string, order: Order): boolean => (order === "newest" ? a > b : a < b);

const rowOf = (item: Record<string, unknown>): TicketRow =>
  Object.fromEntries(rowFields.map((field) => [field, item[field] ?? null])) as TicketRow;
