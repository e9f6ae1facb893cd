import { existsSync } from "node:fs";
import { join } from "node:path";
import { fillDesk } from "./fillDesk.ts";

/**
 * Loads tickets into the folder of a local cloud that is not running, past its API:
 *
 *   npm run bench -- fill 100000 [.local]
 *
 * Each has its events (chained), index rows, words and counters. Give another first number to load more: ... .local 100000
 */
const [count = "", dataDir = ".local", from = "0"] = process.argv.slice(2);
const tickets = Number(count);
const file = join(dataDir, "dynamodb.db");
if (!Number.isInteger(tickets) || tickets < 1) throw new Error("say how many tickets: npm run bench -- fill 100000");
if (!existsSync(file)) throw new Error(`${dataDir} has no table: start the local cloud on it once`);
if (existsSync(join(dataDir, "dynamodb.pid"))) throw new Error(`${dataDir} is in use: stop the local cloud first`);

const begun = performance.now();
const seconds = () => ((performance.now() - begun) / 1000).toFixed(0);
const items = fillDesk({
  file,
  tickets,
  from: Number(from),
  onTenth: (done) => console.log(`${done} tickets after ${seconds()} s`),
});
console.log(`${tickets} tickets, ${items} items and their index rows in ${seconds()} s`);
