import { randomUUID } from "node:crypto";
import { functionNamed } from "../template/templateNames.ts";
import type { FunctionWire } from "../template/wires.ts";
import type { Log } from "./lambdaLog.ts";
import { failure, startWorker, type WorkerOptions } from "./lambdaThread.ts";

type Options = {
  functions: readonly FunctionWire[];
  /** The folder that the handlers' names begin in. */
  sources: string;
  /** Added to the variables of every function: region, endpoints, credentials. */
  environment: Record<string, string>;
  /** The user pool's public keys, given to the workers that hold API handlers before anything else. */
  jwks?: WorkerOptions["jwks"];
  log: Log;
};
export type Invoke = (functionNameOrArn: string, payload: unknown) => Promise<unknown>;
export type Lambda = {
  /** Runs a function; fails with an error named after the function's own, or with Sandbox.Timedout. */
  invoke: Invoke;
  /** Loads these functions, so that their first invocation need not wait. */
  warm(names: readonly string[]): Promise<void>;
  /** From now on invocations go to new workers, which read the sources anew; the old ones finish what they have. */
  restart(): void;
  /** Lets what is running finish, but no longer than this. */
  stop(milliseconds?: number): Promise<void>;
};

const largestPayload = 6 * 1024 * 1024;

/** Runs Lambda functions from source. Those with the same environment share a worker thread; a thread starts when first needed. */
export function startLambda({ functions, environment, ...options }: Options): Lambda {
  const byName = new Map(functions.map((one) => [one.name, one]));
  const pool = new Map<string, ReturnType<typeof startWorker>>();
  const retired = new Set<ReturnType<typeof startWorker>>();

  const workerFor = (one: FunctionWire) => {
    const group = groupOf(one);
    const running = pool.get(group);
    if (running?.isAlive()) return running;
    const worker = startWorker({ ...options, environment: { ...environment, ...one.environment } });
    pool.set(group, worker);
    return worker;
  };

  async function invoke(nameOrArn: string, payload: unknown): Promise<unknown> {
    const one = byName.get(functionNamed(nameOrArn));
    if (!one) throw failure("ResourceNotFoundException", `Function not found: ${nameOrArn}`);
    const event = JSON.stringify(payload ?? {});
    if (event.length > largestPayload) throw failure("RequestEntityTooLargeException", "the payload is over 6 MB");
    const id = randomUUID();
    try {
      return await workerFor(one).invoke({ id, function: one, event });
    } catch (error) {
      options.log.write("ERROR", one.handler, id, told(error));
      throw error;
    }
  }

  return {
    invoke,
    async warm(names) {
      const wanted = names.map((name) => byName.get(name)).filter((one) => one !== undefined);
      const groups = Map.groupBy(wanted, groupOf);
      await Promise.all(
        [...groups.values()].map(([first, ...rest]) => first && workerFor(first).load([first, ...rest])),
      );
    },
    restart() {
      for (const worker of pool.values()) {
        retired.add(worker);
        worker.finish().finally(() => retired.delete(worker));
      }
      pool.clear();
    },
    async stop(milliseconds = 1500) {
      const all = [...pool.values(), ...retired];
      pool.clear();
      byName.clear();
      await Promise.all(all.map((worker) => worker.finish(milliseconds)));
    },
  };
}

/** Isolation as in the cloud, as far as the environment goes: what is told different things shares nothing. */
const groupOf = ({ environment }: FunctionWire): string =>
  JSON.stringify(Object.entries(environment).sort(([a], [b]) => (a < b ? -1 : 1)));

const told = (error: unknown): string => (error instanceof Error ? (error.stack ?? `${error}`) : String(error));
