import { rowFields, table } from "../../functions/store/table.ts";

export type Item = Readonly<Record<string, unknown>>;
/** One write of an item: what it was, what it becomes (null: it goes), and whether it is part of a transaction. */
export type Written = { before: Item | null; after: Item | null; transaction: boolean };
export type Units = { of: string; key: string; units: number };

/** The write units that one write takes of each key: the table's, and those of every index that it changes. */
export function unitsOf(written: Written): Units[] {
  const { before, after, transaction } = written;
  const units = Math.max(kilobytes(before), kilobytes(after)) * (transaction ? 2 : 1);
  const key = String((after ?? before)?.[table.key.partition]);
  return [{ of: "table", key, units }, ...indexes.flatMap((index) => ofIndex(index, written))];
}

/** A changed key is a removal and an insertion; a row that stays the same costs nothing. */
function ofIndex(index: (typeof indexes)[number], { before, after }: Written): Units[] {
  const [old, now] = [rowIn(index, before), rowIn(index, after)];
  const at = (row: Row, size = kilobytes(row.item)): Units => ({ of: index.name, key: row.partition, units: size });
  if (!old || !now) return [old, now].filter((row) => row !== null).map((row) => at(row));
  if (old.place !== now.place) return [at(old), at(now)];
  if (JSON.stringify(old.item) === JSON.stringify(now.item)) return [];
  return [at(now, Math.max(kilobytes(old.item), kilobytes(now.item)))];
}

type Row = { partition: string; place: string; item: Item };
type Index = { partition: string; sort: string; projects: "row" | "all" };

const indexes = Object.entries(table.indexes as Record<string, Index>).map(([name, index]) => ({
  ...{ name, ...index },
  fields: [...Object.values(table.key).sort(), index.partition, index.sort, ...rowFields],
}));

/** An item as an index shows it, or null where it is not in it. */
function rowIn({ partition, sort, projects, fields }: (typeof indexes)[number], item: Item | null): Row | null {
  if (!item || item[partition] === undefined || item[sort] === undefined) return null;
  const shown = projects === "all" ? item : Object.fromEntries(fields.map((field) => [field, item[field]]));
  return { partition: String(item[partition]), place: `${item[partition]}\0${item[sort]}`, item: shown };
}

const kilobytes = (item: Item | null): number => (item ? Math.ceil(sizeOf(item) / 1024) : 0);

/** Bytes, as the service counts them: names and values; three more for a list or a map, and one for each in it. */
export function sizeOf(item: Item): number {
  let size = 0;
  for (const [name, value] of Object.entries(item)) {
    if (value !== undefined) size += Buffer.byteLength(name) + sizeOfValue(value);
  }
  return size;
}

function sizeOfValue(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return sizeOfNumber(value);
  if (value === null || typeof value !== "object") return 1;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + sizeOfValue(one) + 1, 3);
  return sizeOf(value as Item) + Object.keys(value).length + 3;
}

/** A byte for two digits, without the zeros at the end, and one more. */
function sizeOfNumber(value: number): number {
  const digits = String(value).replace(/0+$/, "");
  return value === 0 ? 1 : Math.ceil(digits.length / 2) + 1;
}
