import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Prepared } from "../cloud.ts";
import { compiled } from "../compiled.ts";

export type SeedTask = {
  password: string;
  /** Without, there are only people. */
  tickets: boolean;
  /** The file that says how far it has come: "begun", "done". */
  marker: string;
};

/** What all demo accounts sign in with. */
export const demoPassword = process.env.DEMO_PASSWORD ?? "Demo-Passw0rd!";

/**
 * Fills a new cloud with departments, people and tickets to look at. One that has people of its own is left alone; one
 * whose filling was interrupted is filled on.
 */
export async function seedDemo(
  cloud: Prepared,
  { password, tickets = true }: { password: string; tickets?: boolean },
): Promise<void> {
  const marker = join(cloud.dataDir, "seeded");
  if (progressIn(marker) !== "done") await work(cloud, { password, tickets, marker });
}

export const progressIn = (marker: string): string => (existsSync(marker) ? readFileSync(marker, "utf8") : "new");

/** The store reads its settings from the environment, so it works in a thread with one of its own. */
function work(cloud: Prepared, task: SeedTask): Promise<void> {
  const thread = new Worker(new URL("./seedWorker.ts", import.meta.url), {
    env: Object.assign(
      { NODE_COMPILE_CACHE: compiled },
      cloud.awsEnvironment,
      ...cloud.wires.functions.map(({ environment }) => environment),
    ),
    workerData: task,
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  thread.once("message", () => resolve());
  thread.once("error", reject);
  thread.once("exit", (code) => reject(new Error(`The demo data could not be made (${code})`)));
  return promise.finally(() => thread.terminate());
}
