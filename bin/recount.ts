import { parseArgs } from "node:util";
import { tellRefusal } from "./tellRefusal.ts";

/**
 * Counts all tickets anew and shows the new sums on the dashboards, in place of ones that the daily check found wrong.
 * People go on working meanwhile, and no figure is wrong in between. One that was cut off goes on when it is begun again.
 */
const { values } = parseArgs({
  options: { table: { type: "string" }, shards: { type: "string", default: "4" } },
});
if (!values.table) {
  console.error("Usage: npm run recount -- --table NAME [--shards 4]   (the data stack's output TableName)");
  process.exit(2);
}
Object.assign(process.env, { TABLE_NAME: values.table, SHARDS: values.shards });

// The store reads which table it is when it is loaded.
const { recount } = await import("../functions/store/tallies/recount.ts");
let told = 0;
const tickets = await recount(undefined, (counted) => {
  if (counted - told < 10_000) return;
  told = counted;
  console.log(`${counted} tickets`);
}).catch(tellRefusal);
console.log(`${tickets} tickets counted; the dashboards show the new sums.`);
