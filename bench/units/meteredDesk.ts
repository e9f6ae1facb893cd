import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Cloud, type Prepared, startCloud } from "../../local/cloud.ts";
import { seedDemo } from "../../local/demo/seed.ts";
import { startDynamoDb } from "../../local/dynamodb/dynamodb.ts";
import { type Cast, castOf, newDataDir, password } from "../../test/cloud/desk.ts";
import { fillDesk } from "../fill/fillDesk.ts";
import { type Meter, startMeter } from "./meter.ts";

export type MeteredDesk = {
  cloud: Cloud;
  meter: Meter;
  cast: Cast;
  /** Resolves once nothing is left to follow from what has been done. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
};

/** So many tickets are there already: lists have pages in every scope, and the sums of dashboards are as long as they get. */
const tickets = 2000;

/** A local cloud with people and tickets, whose every request to its table passes a meter. Machines, notifications, all runs. */
export async function startMeteredDesk(): Promise<MeteredDesk> {
  const dataDir = newDataDir();
  const engine = await startDynamoDb({ dataDir: join(dataDir, "engine") });
  const meter = await startMeter(engine.endpoint);
  process.env.AWS_ENDPOINT_URL_DYNAMODB = meter.endpoint;
  const prepare = async (prepared: Prepared) => {
    await seedDemo(prepared, { password, tickets: false });
    // Approvals of a year ago would expire at once, and be paid for.
    fillDesk({ file: engine.file, tickets, waiting: 0 });
  };
  const cloud = await startCloud({ dataDir, port: 0, quiet: true, prepare }).finally(() => {
    delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
  });
  const cast = await castOf(cloud.url);
  return {
    cloud,
    meter,
    cast,
    quiet: () => untilQuiet(cloud, meter),
    async stop() {
      await cloud.stop();
      await meter.stop();
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** An approval machine runs beside streams and queues; it writes once or twice after its event. */
const breath = 250;

async function untilQuiet(cloud: Cloud, { calls }: Meter): Promise<void> {
  let before = -1;
  while (before !== calls.length) {
    before = calls.length;
    await cloud.settled();
    await pause(breath);
    await cloud.settled();
  }
}
