import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import { compiled } from "../compiled.ts";
import type { FunctionWire } from "../template/wires.ts";
import type { Log } from "./lambdaLog.ts";
import { waitingLine } from "./waitingLine.ts";

export type Invocation = { id: string; function: FunctionWire; event: string; deadline: number };
/** What a thread is told. */
export type Order = { invoke: Invocation } | { load: string[]; id: string } | { ping: string };
export type Fault = { errorType: string; errorMessage: string; trace: string[] };
/** What a thread says: a result as JSON (undefined for none), a fault, or a line for the log. */
export type Report =
  | { id: string; result: string | undefined }
  | { id: string; fault: Fault }
  | { log: { level: string; function: string; id: string; text: string } };
export type WorkerOptions = {
  sources: string;
  environment: Record<string, string>;
  /** The user pool's public keys. */
  jwks?: object | undefined;
  log: Log;
};

type Waiting = { resolve(value: unknown): void; reject(error: Error): void };

/** So many invocations share a thread. Hundreds would slow each other down until all of them are out of time. */
const atOnce = 32;

/** How long a thread that let an invocation run out of time may stay silent before it counts as hanging. */
const patience = 1000;

/** One worker thread: takes invocations as messages until it crashes or is told to finish. */
export function startWorker({ sources, environment, jwks, log }: WorkerOptions) {
  const waiting = new Map<string, Waiting>();
  let alive = true;
  let running = 0;
  let tellIdle = () => {};
  const thread = new Worker(new URL("./lambdaWorker.ts", import.meta.url), {
    env: environment,
    workerData: { sources, jwks, compiled },
    stdout: true,
    stderr: true,
    // Collects what is done with early: seven threads with V8's usual appetite would take a gigabyte.
    resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 512 },
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  for (const stream of [thread.stdout, thread.stderr]) stream.on("data", (chunk) => log.raw(String(chunk)));

  const settle = (id: string): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  };
  const end = (error: Error) => {
    alive = false;
    for (const id of [...waiting.keys()]) settle(id)?.reject(error);
    return thread.terminate();
  };
  thread.on("message", (report: Report) => {
    if ("log" in report) log.write(report.log.level, report.log.function, report.log.id, report.log.text);
    else if ("fault" in report) settle(report.id)?.reject(faulty(report.fault));
    else settle(report.id)?.resolve(report.result === undefined ? undefined : JSON.parse(report.result));
  });
  thread.on("error", (error: Error) =>
    end(failure("Runtime.ExitError", `the worker crashed: ${error.stack ?? error}`)),
  );
  thread.on("exit", (code) => end(failure("Runtime.ExitError", `the worker exited (${code})`)));

  const ask = (id: string, order: Order): Promise<unknown> => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    waiting.set(id, { resolve, reject });
    thread.postMessage(order);
    return promise;
  };
  const loaded = new Map<string, Promise<unknown>>();
  const load = async (functions: readonly FunctionWire[]): Promise<void> => {
    const missing = functions.map(({ handler }) => handler).filter((handler) => !loaded.has(handler));
    const id = `load ${randomUUID()}`;
    const loading = missing.length > 0 ? ask(id, { load: missing, id }) : undefined;
    for (const handler of missing) loaded.set(handler, loading as Promise<unknown>);
    await Promise.all(functions.map(({ handler }) => loaded.get(handler)));
  };
  /** A handler that never yields holds up all others: such a thread is ended. */
  const mustAnswer = async (why: Error) => {
    const hanging = setTimeout(() => end(why), patience);
    const id = `ping ${randomUUID()}`;
    await ask(id, { ping: id }).catch(() => {});
    clearTimeout(hanging);
  };

  const line = waitingLine(atOnce);
  async function runOne({ id, function: one, event }: Omit<Invocation, "deadline">): Promise<unknown> {
    const arrived = Date.now();
    await line.enter();
    if (!alive) throw failure("Runtime.ExitError", "the worker has ended");
    // Whoever asked has given up by now: to work for them would only make the next late, too.
    if (Date.now() - arrived > one.timeoutSeconds * 1000) throw failure("TooManyRequestsException", "Rate exceeded");
    await load([one]); // as in the cloud, the time a handler takes to load is not its own
    const deadline = Date.now() + one.timeoutSeconds * 1000;
    const answer = ask(id, { invoke: { id, function: one, event, deadline } });
    const timer = setTimeout(() => {
      const late = failure("Sandbox.Timedout", `Task timed out after ${one.timeoutSeconds.toFixed(2)} seconds`);
      settle(id)?.reject(late);
      void mustAnswer(late);
    }, one.timeoutSeconds * 1000);
    return answer.finally(() => clearTimeout(timer));
  }

  return {
    isAlive: () => alive,
    load,
    async invoke(invocation: Omit<Invocation, "deadline">): Promise<unknown> {
      running++;
      try {
        return await runOne(invocation);
      } finally {
        line.leave();
        running--;
        if (running === 0) tellIdle();
      }
    },
    /** Ends the thread once it has nothing left to do, or after this time. */
    async finish(milliseconds = 600_000): Promise<void> {
      if (running > 0) {
        const { promise, resolve } = Promise.withResolvers<void>();
        tellIdle = resolve;
        const timer = setTimeout(resolve, milliseconds);
        await promise;
        clearTimeout(timer);
      }
      await end(failure("Runtime.ExitError", "the local cloud is stopping"));
    },
  };
}

/** An error that goes by the name a Lambda function's caller sees. */
export function failure(errorType: string, errorMessage: string, trace: string[] = []): Error & Fault {
  const error = Object.assign(new Error(errorMessage), { name: errorType, errorType, errorMessage, trace });
  error.stack = [`${errorType}: ${errorMessage}`, ...trace].join("\n");
  return error;
}

const faulty = ({ errorType, errorMessage, trace }: Fault) => failure(errorType, errorMessage, trace);
