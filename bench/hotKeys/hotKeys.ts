import { type KeyLoad, mostUnits, simulate } from "./hotKeysSimulation.ts";

/** `npm run bench -- hotKeys`: the shards that 10,000 tickets a second need, and the ten hottest keys with them. */
await report();

async function report(): Promise<void> {
  const at = { lives: 8192, ticketsASecond: 10_000 };
  let keys: KeyLoad[] = [];
  let shards = 0;
  for (const tried of [1, 4, 64, 256, 512, 1024]) {
    shards = tried;
    keys = await simulate({ ...at, shards });
    const [hottest] = keys;
    console.log(`${String(shards).padStart(4)} shards  ${shown(hottest)}`);
    if ((hottest?.units ?? 0) <= mostUnits) break;
  }
  console.log(`\nthe ten hottest keys with ${shards} shards, in write units a second (${mostUnits} at most)`);
  for (const load of keys.slice(0, 10)) console.log(`  ${shown(load)}`);
}

function shown(load: KeyLoad | undefined): string {
  return `${(load?.units ?? 0).toFixed(0).padStart(7)}  ${load?.key}`;
}
