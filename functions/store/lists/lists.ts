import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, tableName } from "../client.ts";
import { type IndexName, table } from "../table.ts";
import { furtherShare, mostLooked, shareOf } from "./listShares.ts";

/** One partition of an index (or, without one, of the table), or the part of it whose sort key begins with `prefix`. */
export type Source = {
  index: IndexName | null;
  partition: string;
  prefix?: string;
  /** Of how many it is one, where a hash spreads the rows over them; without it, it may hold the whole page. */
  among?: number;
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
type Reading = Source & { from: string | null; done: boolean };
/** How many rows have been looked at, and how many of them were kept. */
type Looked = { at: number; kept: number };

/** A page reads at most this many times; where a filter thins it out more, it is short, and its cursor goes on. */
const [mostRounds, mostRoundsFiltered] = [4, 2];

/** Sources among which a hash spreads the rows. */
export const from = (index: IndexName | null, partitions: readonly string[]): Source[] =>
  partitions.map((partition) => ({ index, partition, among: partitions.length }));

/**
 * One page merged from several sources of the same order. What it reads depends on the page, not on the table. Each round reads
 * on in the sources that may still hold a row of the page. Rows are certain up to where the slowest source has been read.
 */
export async function readPage<T extends Named>(request: ListRequest<T>): Promise<ListPage<T>> {
  const { order, limit, filter } = request;
  const readings: Reading[] = request.sources.map((source) => ({ ...source, from: request.after, done: false }));
  const found = new Map<string, Row<T>>();
  const looked: Looked = { at: 0, kept: 0 };
  let certain: Row<T>[] = [];
  let open = readings;
  for (let round = 1; round <= (filter ? mostRoundsFiltered : mostRounds) && open.length > 0; round++) {
    const further = round > 1 ? furtherShare(limit + 1 - certain.length, looked, open.length) : null;
    if (filter && looked.at >= mostLooked) break;
    const share = ({ among = 1 }: Reading) => further ?? shareOf(limit + 1, among);
    const rows = await Promise.all(open.map((reading) => readOn(reading, request, share(reading), looked)));
    for (const row of rows.flat()) found.set(row.row.id, row);
    const all = inOrder([...found.values()], order);
    certain = upTo(horizon(readings, order), all, order);
    open = behind(all[limit]?.position, readings, order);
  }
  return pageOf(certain, readings, order, limit);
}

/** Reads the next rows of one source and moves its position on. */
async function readOn<T>(reading: Reading, request: ListRequest<T>, rows: number, looked: Looked): Promise<Row<T>[]> {
  const { order, filter } = request;
  const { partition, sort } = reading.index ? table.indexes[reading.index] : table.key;
  const range = rangeOf(reading, order);
  const {
    Items = [],
    ScannedCount,
    LastEvaluatedKey,
  } = await dynamo.send(
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
      Limit: rows,
    }),
  );
  reading.done = LastEvaluatedKey === undefined;
  reading.from = LastEvaluatedKey ? String(LastEvaluatedKey[sort]) : reading.from;
  const kept = Items.filter((item) => !reading.skip?.(item));
  looked.at += ScannedCount ?? Items.length;
  looked.kept += kept.length;
  return kept.map((item) => {
    const position = String(item[sort]);
    return { position, row: request.row(item, position) };
  });
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

/** The sources that may still hold a row of the page; `end` is where the page ends by what is known, if it is full. */
const behind = (end: string | undefined, readings: readonly Reading[], order: Order): Reading[] =>
  readings.filter(({ done, from }) => !done && (end === undefined || from === null || comesBefore(from, end, order)));

const inOrder = <T>(rows: Row<T>[], order: Order): Row<T>[] =>
  rows.sort((a, b) => (comesBefore(a.position, b.position, order) ? -1 : 1));

const upTo = <T>(end: string | null, rows: Row<T>[], order: Order): Row<T>[] =>
  end === null ? rows : rows.filter(({ position }) => !comesBefore(end, position, order));

function pageOf<T>(certain: Row<T>[], readings: readonly Reading[], order: Order, limit: number): ListPage<T> {
  const page = certain.slice(0, limit);
  const items = page.map(({ row }) => row);
  if (certain.length > limit) return { items, next: page.at(-1)?.position ?? null };
  return { items, next: horizon(readings, order) };
}

const comesBefore = (a: string, b: string, order: Order): boolean => (order === "newest" ? a > b : a < b);
