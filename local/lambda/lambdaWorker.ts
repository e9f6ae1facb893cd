import { AsyncLocalStorage } from "node:async_hooks";
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { account } from "../template/templateNames.ts";
import type { Fault, Invocation, Order, Report, WorkerOptions } from "./lambdaThread.ts";

type Handler = (event: unknown, context: object) => unknown;

const { sources, jwks, compiled } = workerData as Pick<WorkerOptions, "sources" | "jwks"> & { compiled: string };
enableCompileCache(compiled);
const current = new AsyncLocalStorage<Invocation>();
const say = (report: Report) => parentPort?.postMessage(report);
/** Results over this are refused, as by the service. */
const largestResult = 6 * 1024 * 1024;

for (const [method, level] of Object.entries({
  debug: "DEBUG",
  log: "INFO",
  info: "INFO",
  warn: "WARN",
  error: "ERROR",
})) {
  console[method as "log"] = (...values: unknown[]) => {
    const { function: one, id } = current.getStore() ?? {};
    say({ log: { level, function: one?.handler ?? "-", id: id ?? "-", text: textOf(values) } });
  };
}

/** As the service's JSON format has it: an object by itself is written as JSON, whatever else as the console would. */
function textOf(values: unknown[]): string {
  const [first, ...rest] = values;
  const isRecord = typeof first === "object" && first !== null && !(first instanceof Error);
  return isRecord && rest.length === 0 ? JSON.stringify(first) : format(...values);
}

let prepared: Promise<void> | undefined;
parentPort?.on("message", async (order: Order) => {
  if ("ping" in order) say({ id: order.ping, result: undefined });
  else if ("load" in order) {
    await Promise.allSettled(order.load.map(handlerOf));
    flushCompileCache(); // a thread that is ended keeps nothing by itself
    say({ id: order.id, result: undefined });
  } else await current.run(order.invoke, () => run(order.invoke));
});

async function run({ id, function: one, event, deadline }: Invocation): Promise<void> {
  try {
    const handler = await handlerOf(one.handler);
    const result = JSON.stringify(await handler(JSON.parse(event), contextOf({ id, function: one, event, deadline })));
    if (result && result.length > largestResult) throw new Error("Response payload size exceeded 6 MB");
    say({ id, result });
  } catch (error) {
    say({ id, fault: faultOf(error) });
  }
}

async function handlerOf(name: string): Promise<Handler> {
  if (name.startsWith("api/")) {
    prepared ??= prepare();
    await prepared;
  }
  const dot = name.lastIndexOf(".");
  const module = await import(pathToFileURL(join(sources, `${name.slice(0, dot)}.ts`)).href);
  const handler: unknown = module[name.slice(dot + 1)];
  if (typeof handler !== "function") throw new Error(`${name} is not exported as a function`);
  return handler as Handler;
}

/**
 * Real tokens are verified with the pool's keys; here they come with the worker, however often they are asked for: a token
 * that names another key has them fetched again.
 */
async function prepare(): Promise<void> {
  if (!jwks || !process.env.USER_POOL_ID) return;
  const { keyCache } = await import(pathToFileURL(join(sources, "http/authentication.ts")).href);
  keyCache.fetcher = { fetch: async () => new TextEncoder().encode(JSON.stringify(jwks)).buffer };
}

const contextOf = ({ id, function: { name, arn, memoryMegabytes, logicalId }, deadline }: Invocation) => ({
  awsRequestId: id,
  functionName: name,
  functionVersion: "$LATEST",
  invokedFunctionArn: arn,
  memoryLimitInMB: String(memoryMegabytes),
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: `${account}/${logicalId}`,
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

function faultOf(error: unknown): Fault {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  return { errorType: name, errorMessage: message, trace: stack.split("\n").slice(1, 15) };
}
