import { parseArgs } from "node:util";
import { tellRefusal } from "./tellRefusal.ts";

/** Checks that no history of a ticket was changed since it was written, by its chain of hashes. Reads all, changes nothing. */
const { values } = parseArgs({
  options: { table: { type: "string" }, shards: { type: "string", default: "4" } },
});
if (!values.table) {
  console.error("Usage: npm run verify -- --table NAME [--shards 4]   (the data stack's output TableName)");
  process.exit(2);
}
Object.assign(process.env, { TABLE_NAME: values.table, SHARDS: values.shards });

// The store reads which table it is when it is loaded.
const { checkHistories } = await import("../functions/store/historyCheck.ts");
const { tickets, broken } = await checkHistories().catch(tellRefusal);
for (const { ticketId, sequence } of broken)
  console.error(`${ticketId}: event ${sequence} is missing, or not as it was written`);
console.log(`${tickets} histories read, ${broken.length} broken.`);
process.exit(broken.length > 0 ? 1 : 0);
