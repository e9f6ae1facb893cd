import { createHash } from "node:crypto";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { rowFields, table } from "../../functions/store/table.ts";
import { type Item, sizeOf } from "../hotKeys/hotKeysUnits.ts";

export type TableFile = { put(items: readonly Item[]): void; accounts(): Item[]; sums(): Item[]; close(): void };

/**
 * Writes items into the file of the local DynamoDB engine as the engine would, rows of all indexes with them, many times
 * faster, and past its stream: what is loaded has been told already. The engine may run meanwhile if nobody writes to it.
 */
export function openTableFile(file: string, name = firstTable(file)): TableFile {
  const database = new DatabaseSync(file, { timeout: 10_000 });
  database.exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY");
  const rebuild = dropLookups(database);
  const insert = inserts(database, name);
  const beginning = database.prepare(`SELECT item_json AS item FROM "${name}" WHERE pk >= ? AND pk < ?`);
  const read = (prefix: string) =>
    beginning.all(`S:${prefix}`, `S:${prefix}~`).map(({ item }) => plain({ M: JSON.parse(String(item)) }) as Item);
  return {
    put(items) {
      database.exec("BEGIN IMMEDIATE");
      items.forEach(insert);
      database.exec("COMMIT");
    },
    accounts: () => read("ACCOUNT#"),
    sums: () => read("TALLY#"),
    close() {
      for (const sql of rebuild) database.exec(sql);
      database.exec("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)");
      database.close();
    },
  };
}

function firstTable(file: string): string {
  const database = new DatabaseSync(file, { timeout: 10_000 });
  const row = database.prepare("SELECT table_name AS name FROM _tables").get();
  database.close();
  if (!row) throw new Error(`${file} has no table: start the local cloud on it once`);
  return String(row.name);
}

/** The engine looks index rows up by their item: such lookups are faster made anew than kept up. */
function dropLookups(database: DatabaseSync): string[] {
  const found = database
    .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name LIKE '%::base_key'")
    .all() as { name: string; sql: string }[];
  for (const { name } of found) database.exec(`DROP INDEX "${name}"`);
  return found.map(({ sql }) => sql);
}

function inserts(database: DatabaseSync, name: string): (item: Item) => void {
  const into = database.prepare(
    `INSERT OR REPLACE INTO "${name}" (pk, sk, item_json, item_size, hash_prefix) VALUES (?, ?, ?, ?, ?)`,
  );
  const indexes = Object.entries(table.indexes).map(([index, layout]) => ({
    ...layout,
    into: database.prepare(`INSERT OR REPLACE INTO "${name}::gsi::${index}" VALUES (?, ?, ?, ?, ?)`) as StatementSync,
  }));
  return (item) => {
    const [pk, sk] = [`S:${item.PK}`, `S:${item.SK}`];
    into.run(pk, sk, json(item), sizeOf(item), hashPrefix(String(item.PK)));
    for (const { partition, sort, projects, into } of indexes) {
      if (item[partition] === undefined || item[sort] === undefined) continue;
      const shown = projects === "all" ? item : only(item, ["PK", "SK", partition, sort, ...rowFields]);
      into.run(`S:${item[partition]}`, `S:${item[sort]}`, pk, sk, json(shown));
    }
  };
}

/** What a parallel scan divides the table by. */
const hashPrefix = (partition: string): string =>
  createHash("md5").update(`Outliers${partition}`).digest("hex").slice(0, 6);

const only = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(names.filter((name) => item[name] !== undefined).map((name) => [name, item[name]]));

const json = (item: Item): string => fieldsOf(item);

/** DynamoDB's own JSON, written at once: marshalling a million tickets by the SDK takes minutes. */
function typed(value: unknown): string {
  if (typeof value === "string") return `{"S":${JSON.stringify(value)}}`;
  if (typeof value === "number") return `{"N":"${value}"}`;
  if (typeof value === "boolean") return `{"BOOL":${value}}`;
  if (value === null) return '{"NULL":true}';
  if (Array.isArray(value)) return `{"L":[${value.map(typed).join(",")}]}`;
  return `{"M":${fieldsOf(value as Item)}}`;
}

function fieldsOf(item: Item): string {
  const fields = Object.entries(item).filter(([, value]) => value !== undefined);
  return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${typed(value)}`).join(",")}}`;
}

type Value = Record<string, unknown>;
function plain(value: Value): unknown {
  const [[type, content] = ["NULL", true]] = Object.entries(value);
  if (type === "N") return Number(content);
  if (type === "L") return (content as Value[]).map(plain);
  if (type === "M")
    return Object.fromEntries(Object.entries(content as Value).map(([name, one]) => [name, plain(one as Value)]));
  return type === "NULL" ? null : content;
}
