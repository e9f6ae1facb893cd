import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { every } from "../clock.ts";
import { type Data, tableEnvironment } from "../data/data.ts";
import { reads, readsMany, writes } from "../grants.ts";
import { Handler } from "../handler.ts";
import type { Settings } from "../settings.ts";
import { QueueWorker } from "./queueWorker.ts";

/** The sums that dashboards show: kept by what happens to tickets, and compared with a recount each day. */
export class Counters extends Construct {
  readonly worker: QueueWorker;

  constructor(scope: Construct, id: string, { settings, data }: { settings: Settings; data: Data }) {
    super(scope, id);
    const environment = tableEnvironment(settings, data);
    this.worker = new QueueWorker(this, "counts", {
      settings,
      entry: "events/count",
      environment,
      may: [...reads(data.table), readsMany(data.table), writes(data.table)],
      gather: { most: 50, seconds: 1 },
      concurrency: 2,
    });

    const check = new Handler(this, "checkTallies", {
      settings,
      entry: "events/checkTallies",
      timeout: Duration.minutes(15),
      environment,
      may: [...reads(data.table, ["byShard", "byChange"]), readsMany(data.table)],
    });
    every(dayInMinutes, check);
  }
}

const dayInMinutes = 24 * 60;
