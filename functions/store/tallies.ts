import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { SheetSums } from "../domain/dashboard.ts";
import type { Audience } from "../domain/tally.ts";
import { dynamo, tableName } from "./client.ts";
import { shownGeneration } from "./generations.ts";
import { keys, partitions } from "./table.ts";
import { type Tally, tallyOf } from "./tallyItem.ts";

/** All sheets of an audience; one of each name for each shard. */
export async function readSheets(audience: Audience): Promise<SheetSums[]> {
  if (!audience.startsWith("technician#")) return shown(partitions.tallies(audience).map((one) => readPartition(one)));
  const { PK, SK } = keys.tally(audience, "", "");
  return (await shown([readPartition(PK, SK)])).map(({ sums }) => ({ sheet: "counts", sums }));
}

/** The sums of all technicians; `sheet` is whose. */
export const readTechnicians = (): Promise<SheetSums[]> =>
  shown(partitions.technicians().map((one) => readPartition(one)));

async function shown(reading: Promise<Tally[]>[]): Promise<SheetSums[]> {
  const [generation, ...found] = await Promise.all([shownGeneration(), ...reading]);
  return found.flat().map(({ SK, sums }) => ({ sheet: SK, sums: sums[generation] ?? {} }));
}

async function readPartition(partition: string, sheet?: string): Promise<Tally[]> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: sheet ? "PK = :partition AND SK = :sheet" : "PK = :partition",
      ExpressionAttributeValues: { ":partition": partition, ...(sheet && { ":sheet": sheet }) },
    }),
  );
  return Items.map(tallyOf);
}
