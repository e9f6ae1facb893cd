import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, tableName } from "./client.ts";
import { type IndexName, table } from "./table.ts";

/** One partition of an index (or, without one, of the table), or the part of it whose sort key begins with `prefix`. */
export type Source = {
  index: IndexName | null;
  partition: string;
  prefix?: string;
  /** Rows that another source shows. */
  skip?: (item: Record<string, unknown>) => boolean;
};
export type Order = "newest" | "oldest";
/** Conditions that every row of the page meets, in DynamoDB's words. */
export type Filter = { expression: string; names: Record<string, string>; values: Record<string, unknown> };
export type ListRequest<T> = {
  sources: readonly Source[];
  order: Order;
  limit: number;
  /** The position after which the page begins: the sort key of the last row seen. */
  after: string | null;
  filter: Filter | null;
  row: (item: Record<string, unknown>, position: string) => T;
};
export type ListPage<T> = { items: T[]; next: string | null };

type Row<T> = { position: string; row: T };
type Named = { id: string };
type Reading = Source & { from: string | null; done: boolean; round: number };

/** A page reads at most this many times from each source; where a filter thins it out more, the cursor goes on. */
const mostRounds = 4;
/** With a filter it reads more than it needs, and more each time, up to so many rows at once. */
const growth = 4;
/** About as many rows as one read unit pays for. */
const rowsOfOneUnit = 8;
const filteredBatch = 250;

/** One page merged from several sources of the same order. What it reads depends on the page, not on the table. */
export async function readPage<T extends Named>(request: ListRequest<T>): Promise<ListPage<T>> {
  const { order, limit } = request;
  const readings: Reading[] = request.sources.map((source) => ({
    ...source,
    from: request.after,
    done: false,
    round: 1,
  }));
  const found = new Map<string, Row<T>>();
  let safe: Row<T>[] = [];
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
async function readOn<T>(reading: Reading, request: ListRequest<T>): Promise<Row<T>[]> {
  const { order, limit, filter, sources } = request;
  const { partition, sort } = reading.index ? table.indexes[reading.index] : table.key;
  const share = shareOf(limit, sources.length);
  const range = rangeOf(reading, order);
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new QueryCommand({
      TableName: tableName,
      ...(reading.index && { IndexName: reading.index }),
      KeyConditionExpression: `#partition = :partition${range.expression}`,
      ExpressionAttributeNames: {
        "#partition": partition,
        ...(range.expression && { "#sort": sort }),
        ...filter?.names,
      },
      ExpressionAttributeValues: { ":partition": reading.partition, ...range.values, ...filter?.values },
      ...(filter && { FilterExpression: filter.expression }),
      ScanIndexForward: order === "oldest",
      Limit: filter ? Math.min(share * growth ** reading.round, filteredBatch) : share,
    }),
  );
  reading.round += 1;
  reading.done = LastEvaluatedKey === undefined;
  reading.from = LastEvaluatedKey ? String(LastEvaluatedKey[sort]) : reading.from;
  const rows = Items.filter((item) => !reading.skip?.(item));
  return rows.map((item) => {
    const position = String(item[sort]);
    return { position, row: request.row(item, position) };
  });
}

/** How many rows to ask of each source: a little more than its part, and never fewer than one read unit pays for. */
function shareOf(limit: number, sources: number): number {
  if (sources === 1) return limit + 1;
  return Math.max(Math.min(limit + 1, rowsOfOneUnit), Math.ceil((limit / sources) * 1.1) + 1);
}

/** What is left to read of a source. A source with a prefix is read upwards. */
function rangeOf({ from, prefix }: Reading, order: Order): { expression: string; values: Record<string, string> } {
  if (prefix !== undefined) {
    const values = { ":from": from === null ? prefix : `${from}\0`, ":to": `${prefix}\u{10FFFF}` };
    return { expression: " AND #sort BETWEEN :from AND :to", values };
  }
  if (from === null) return { expression: "", values: {} };
  return { expression: ` AND #sort ${order === "newest" ? "<" : ">"} :from`, values: { ":from": from } };
}

/** How far all sources have been read: beyond it, one of them may still hold a row that belongs before. */
function horizon(readings: readonly Reading[], order: Order): string | null {
  const ends = readings.filter(({ done }) => !done).map(({ from }) => from ?? "");
  return ends.length === 0 ? null : ends.reduce((a, b) => (comesBefore(a, b, order) ? a : b));
}

function upTo<T>(end: string | null, rows: Row<T>[], order: Order): Row<T>[] {
  const within = end === null ? rows : rows.filter(({ position }) => !comesBefore(end, position, order));
  return within.sort((a, b) => (comesBefore(a.position, b.position, order) ? -1 : 1));
}

function pageOf<T>(safe: Row<T>[], readings: readonly Reading[], order: Order, limit: number): ListPage<T> {
  const page = safe.slice(0, limit);
  const items = page.map(({ row }) => row);
  if (safe.length > limit) return { items, next: page.at(-1)?.position ?? null };
  return { items, next: horizon(readings, order) };
}

const comesBefore = (a: string, b: string, order: Order): boolean => (order === "newest" ? a > b : a < b);
