import { dynamo } from "../../functions/store/client.ts";

type Asked = { Key?: { PK?: unknown }; ExpressionAttributeValues?: Record<string, unknown>; IndexName?: string };
type Input = Asked & {
  ConsistentRead?: boolean;
  RequestItems?: Record<string, { ConsistentRead?: boolean; Keys?: unknown }>;
};
let seen = new Set<string>();

/**
 * The kinds of items (by the beginning of their key) that something reads from the table as they may have been a moment ago, and
 * not as they are. No engine gives what is old: this is how it shows.
 */
export async function oldReadsOf(run: () => Promise<unknown>): Promise<string[]> {
  seen = new Set();
  await run();
  return [...seen].sort();
}

dynamo.middlewareStack.add(
  (next, { commandName = "" }) =>
    (args) => {
      if (/^(Get|Query|BatchGet|Scan)/.test(commandName)) for (const kind of oldIn(args.input as Input)) seen.add(kind);
      return next(args);
    },
  { step: "initialize", name: "oldReads", priority: "high" },
);

function oldIn({ RequestItems, ConsistentRead, IndexName, Key, ExpressionAttributeValues = {} }: Input): string[] {
  if (ConsistentRead || IndexName) return [];
  const batches = Object.values(RequestItems ?? {}).filter((one) => !one.ConsistentRead);
  const inBatches = batches.flatMap(({ Keys = [] }) => (Keys as { PK: string }[]).map(({ PK }) => PK));
  const read = RequestItems ? inBatches : [Key?.PK ?? Object.values(ExpressionAttributeValues)[0]];
  return read.map((key) => String(key ?? "everything").split("#")[0] ?? "");
}
