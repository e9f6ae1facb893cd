import { Worker } from "node:worker_threads";

/** `lives` tickets stand for `ticketsASecond`. */
export type Simulation = { shards: number; lives: number; ticketsASecond: number };
/** A key of the table or of an index, and the write units that it takes a second. */
export type KeyLoad = { key: string; units: number };

/** What one partition of the table or of an index may take: the service throttles at 1,000. */
export const mostUnits = 600;

/** The hottest keys, hottest first, when so many tickets a second are raised and brought to their end. */
export function simulate(simulation: Simulation): Promise<KeyLoad[]> {
  const thread = new Worker(new URL("./hotKeysWorker.ts", import.meta.url), {
    env: { ...process.env, SHARDS: String(simulation.shards) },
    workerData: simulation,
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<KeyLoad[]>();
  thread.once("message", resolve);
  thread.once("error", reject);
  return promise.finally(() => thread.terminate());
}
