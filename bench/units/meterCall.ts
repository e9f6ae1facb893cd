/** One request to the table, and what it cost. */
export type Call = {
  operation: string;
  /** The type of event that was written; where there is none, the kinds of item that were written or read. */
  what: string;
  ticketId: string | null;
  writes: boolean;
  /** A condition did not hold: nothing was written, and it costs all the same. */
  refused: boolean;
  table: number;
  indexes: Record<string, number>;
  items: Item[];
};
/** Bytes as DynamoDB counts them; 0 where only the key is known. */
export type Item = { kind: string; bytes: number };

type Value = Record<string, unknown>;
type Attributes = Record<string, Value>;
type Capacity = { CapacityUnits?: number };
type Consumed = { Table?: Capacity; GlobalSecondaryIndexes?: Record<string, Capacity> };
type Write = { Item?: Attributes; Key?: Attributes };
type Asked = Write & {
  IndexName?: string;
  ExpressionAttributeValues?: Attributes;
  TransactItems?: Record<string, Write>[];
  RequestItems?: Record<string, { Keys?: Attributes[] } | { PutRequest?: Write; DeleteRequest?: Write }[]>;
};
type Answered = { ConsumedCapacity?: Consumed | Consumed[] };

const writing = new Set(["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem"]);
const reading = new Set(["GetItem", "Query", "BatchGetItem", "TransactGetItems"]);

/** Scans are the local cloud's own, which has to look for expired items: no Lambda has the right. */
export const isMetered = (operation: string): boolean => writing.has(operation) || reading.has(operation);

export function readCall(operation: string, asked: Asked, answered: Answered, status: number): Call {
  const written = writesOf(asked);
  const items = written.map(({ Item: item, Key }) => ({ kind: kindOf(item ?? Key ?? {}), bytes: bytesOf(item ?? {}) }));
  const writes = writing.has(operation);
  const refused = writes && status >= 400;
  return {
    operation,
    what:
      eventIn(written) ??
      (items.length > 0 ? [...new Set(items.map(({ kind }) => kind))].join(" + ") : sourceOf(asked)),
    ticketId: ticketIn(written),
    writes,
    refused,
    items,
    ...(refused ? { table: refusedUnits(operation, items), indexes: {} } : unitsOf(answered)),
  };
}

function writesOf({ Item: item, Key, TransactItems = [], RequestItems = {} }: Asked): Write[] {
  const batches = Object.values(RequestItems).flatMap((batch) =>
    Array.isArray(batch)
      ? batch.map(({ PutRequest, DeleteRequest }) => PutRequest ?? DeleteRequest ?? {})
      : (batch.Keys ?? []).map((one) => ({ Key: one })),
  );
  const single = item || Key ? [{ ...(item && { Item: item }), ...(Key && { Key }) }] : [];
  return [...single, ...TransactItems.flatMap((one) => Object.values(one)), ...batches];
}

function unitsOf({ ConsumedCapacity = [] }: Answered): Pick<Call, "table" | "indexes"> {
  const indexes: Record<string, number> = {};
  let table = 0;
  for (const consumed of [ConsumedCapacity].flat()) {
    table += consumed.Table?.CapacityUnits ?? 0;
    for (const [name, { CapacityUnits = 0 }] of Object.entries(consumed.GlobalSecondaryIndexes ?? {}))
      indexes[name] = (indexes[name] ?? 0) + CapacityUnits;
  }
  return { table, indexes };
}

/** The service charges a write whose condition does not hold, and the engine does not say so. */
const refusedUnits = (operation: string, items: readonly Item[]): number =>
  items.reduce((sum, { bytes }) => sum + Math.max(1, Math.ceil(bytes / 1024)), 0) *
  (operation === "TransactWriteItems" ? 2 : 1);

const textOf = (value: Value | undefined): string | null => (typeof value?.S === "string" ? value.S : null);

function eventIn(written: readonly Write[]): string | null {
  const event = written.find(({ Item: item }) => textOf(item?.item) === "Event")?.Item;
  return event ? textOf(event.type) : null;
}

function ticketIn(written: readonly Write[]): string | null {
  const key = written
    .map(({ Item: item, Key }) => textOf((item ?? Key)?.PK) ?? "")
    .find((partition) => partition.startsWith("TICKET#"));
  return key?.slice("TICKET#".length) ?? null;
}

/** The kinds of item whose key alone is known in an update, a read or a check. */
const kinds: Record<string, string> = {
  "TICKET TICKET": "Ticket",
  "TICKET TICKET#": "Event",
  "TICKET FILES": "Files",
  "TICKET STAGES": "Stages",
  "TICKET WAITING": "Waiting",
  "TICKET COUNTED": "Counted",
  ACCOUNT: "Account",
  INBOX: "Notification",
  SENT: "Sending",
  TALLY: "Tally",
  WORDS: "Word",
  REQUEST: "Request",
  CATALOGUE: "Catalogue",
};

function kindOf(attributes: Attributes): string {
  const named = textOf(attributes.item);
  if (named) return named;
  const partition = textOf(attributes.PK)?.split("#")[0] ?? "";
  const sort = textOf(attributes.SK)?.replace(/\d+$/, "");
  return kinds[`${partition} ${sort}`] ?? kinds[partition] ?? partition.toLowerCase();
}

/** What a query goes through: an index, or the kind of a partition. */
function sourceOf({ IndexName, ExpressionAttributeValues = {} }: Asked): string {
  const partition = Object.values(ExpressionAttributeValues)
    .map((value) => textOf(value)?.split("#")[0] ?? "")
    .find((prefix) => /^[A-Z]+$/.test(prefix));
  return IndexName ?? `${partition?.toLowerCase() ?? "table"} query`;
}

/** An item's size as the developer guide describes it: names and texts by their bytes, containers 3 and 1 for each entry. */
function bytesOf(attributes: Attributes): number {
  return Object.entries(attributes).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value), 0);
}

function sizeOf(value: Value): number {
  const [[type, content] = ["NULL", true]] = Object.entries(value);
  if (type === "S") return Buffer.byteLength(String(content));
  if (type === "N") return Math.ceil(String(content).length / 2) + 1;
  if (type === "L") return 3 + (content as Value[]).reduce((sum, one) => sum + 1 + sizeOf(one), 0);
  if (type === "M") return 3 + Object.keys(content as Attributes).length + bytesOf(content as Attributes);
  return 1;
}
