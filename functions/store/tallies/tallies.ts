import { firstMonthOf, type SheetSums } from "../../domain/dashboard.ts";
import { type Audience, dayOf, totalsOf } from "../../domain/tally.ts";
import { readAll } from "../queries.ts";
import { keys, partitions } from "../table.ts";
import { shownGeneration } from "./generations.ts";
import { type Tally, tallyOf } from "./tallyItem.ts";

/**
 * The sheets of an audience that its dashboard shows, one of each name for each shard: the times of the months that are
 * shown, and behind them the totals, with all too those of each technician.
 */
export async function readSheets(audience: Audience): Promise<SheetSums[]> {
  if (audience.startsWith("technician#")) {
    const { PK, SK } = keys.tally(audience, "", "");
    return (await shown([readPartition(PK, [SK, SK])])).map(({ sums }) => ({ sheet: "totals", sums }));
  }
  const from = `times.${firstMonthOf(dayOf(new Date().toISOString()))}`;
  return shown(partitions.tallies(audience).map((one) => readPartition(one, [from, lastSheet])));
}

/** Behind every letter of an id. */
const lastSheet = totalsOf("~");

async function shown(reading: Promise<Tally[]>[]): Promise<SheetSums[]> {
  const [generation, ...found] = await Promise.all([shownGeneration(), ...reading]);
  return found.flat().map(({ SK, sums }) => ({ sheet: SK, sums: sums[generation] ?? {} }));
}

/** All sheets of a partition, or those of a range. */
export async function readPartition(partition: string, range?: readonly [from: string, to: string]): Promise<Tally[]> {
  const items = await readAll({
    KeyConditionExpression: range ? "PK = :partition AND SK BETWEEN :from AND :to" : "PK = :partition",
    ExpressionAttributeValues: { ":partition": partition, ...(range && { ":from": range[0], ":to": range[1] }) },
  });
  return items.map(tallyOf);
}
