import { expect, test } from "vitest";
import { type KeyLoad, mostUnits, simulate } from "../../bench/hotKeys/hotKeysSimulation.ts";

const ticketsASecond = 10_000;

test(`with 1,024 shards no key of the table or of an index takes more than ${mostUnits} write units a second`, async () => {
  const keys = await simulate({ lives: 2048, ticketsASecond, shards: 1024 });
  console.log(
    keys
      .slice(0, 10)
      .map(({ key, units }) => `${units.toFixed(0).padStart(6)}  ${key}`)
      .join("\n"),
  );
  expect(tooHot(keys)).toEqual([]);
});

test("with one shard the queues of the whole traffic, and of a big department, are too hot", async () => {
  const hot = tooHot(await simulate({ lives: 512, ticketsASecond, shards: 1 })).map(({ key }) => key);
  expect(hot).toEqual(expect.arrayContaining(["byShard 0", "byDepartment department-0#0", "byClock undecided#0"]));
});

const tooHot = (keys: readonly KeyLoad[]): KeyLoad[] => keys.filter(({ units }) => units > mostUnits);
