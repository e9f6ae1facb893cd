import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Prepared } from "../cloud.ts";

export type SeedTask = { only: "look" | "people" | "all"; password: string };

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
  const state = existsSync(marker) ? readFileSync(marker, "utf8") : "new";
  if (state === "done") return;
  const isOurs = state === "begun" || (await work(cloud, { only: "look", password })) === "empty";
  if (!isOurs) return;
  writeFileSync(marker, "begun");
  await work(cloud, { only: tickets ? "all" : "people", password });
  writeFileSync(marker, "done");
}

/** The store reads its settings from the environment, so it works in a thread with one of its own. */
function work(cloud: Prepared, task: SeedTask): Promise<unknown> {
  const thread = new Worker(new URL("./seedWorker.ts", import.meta.url), {
    env: Object.assign({}, cloud.awsEnvironment, ...cloud.wires.functions.map(({ environment }) => environment)),
    workerData: task,
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  thread.once("message", resolve);
  thread.once("error", reject);
  thread.once("exit", (code) => reject(new Error(`The demo data could not be made (${code})`)));
  return promise.finally(() => thread.terminate());
}
