import { join } from "node:path";
import { type Later, startEngines } from "./cloudEngines.ts";
import { startEventSources } from "./eventSources.ts";
import { startGateway } from "./gateway.ts";
import { type Invoke, startLambda } from "./lambda.ts";
import { openLog } from "./lambdaLog.ts";
import { lock } from "./lock.ts";
import { startSchedules } from "./schedules.ts";
import { site } from "./site.ts";
import { readWires } from "./template.ts";
import { clientId, userPoolId } from "./templateNames.ts";
import { projectRoot, synthesize } from "./templateSynth.ts";
import type { ScheduleWire, Wires } from "./wires.ts";

export type CloudOptions = {
  dataDir: string;
  /** 0 takes any free port. */
  port: number;
  /** In place of what the template says: { EXPIRE_AFTER_SECONDS: "2", SWEEP_EVERY_SECONDS: "1" }. */
  environment?: Record<string, string | undefined>;
  /** In place of the schedules' own rates; 0 leaves them. */
  schedulesEverySeconds?: number;
  /** Keeps the errors of functions out of the console; they are in the log. */
  quiet?: boolean;
  /** Shown on the page at the address. */
  demoPassword?: string;
  /** Runs when everything is there but nothing moves yet: before events, schedules and requests. */
  prepare?: (cloud: Prepared) => Promise<void>;
};
/** The cloud before anything moves. */
export type Prepared = {
  dataDir: string;
  tableName: string;
  userPoolId: string;
  clientId: string;
  wires: Wires;
  /** Region, endpoints and credentials: what an AWS SDK needs to work with this cloud. */
  awsEnvironment: Record<string, string>;
  /** Runs a function by its source ("approvals/sweep"), its name or its ARN. */
  invoke: Invoke;
};
export type Cloud = Prepared & {
  url: string;
  port: number;
  /** Resolves once every event written until now has been delivered. */
  settled(): Promise<void>;
  /** Reads the handlers anew. */
  reload(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts the whole local cloud as the template wires it. What was started is stopped again where a later part fails. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const stops: (() => unknown)[] = [];
  let stopping: Promise<void> | undefined;
  const endAll = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  const stop = () => {
    stopping ??= endAll();
    return stopping;
  };
  try {
    return { ...(await start(options, (end) => stops.push(end))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: CloudOptions, later: Later): Promise<Omit<Cloud, "stop">> {
  const { dataDir } = options;
  later(lock(dataDir));
  const wires = await readTemplate(options.environment);
  // The machines run functions, and the functions are told where the machines are.
  const engines = await startEngines({ dataDir, ...wires, invoke: (...call) => invoke(...call) }, later);
  const { invoke, warm, restart } = startFunctions(wires, engines, options, later);
  const [table] = wires.tables;
  if (!table) throw new Error("The template has no table");
  const names = { tableName: table.name, userPoolId, clientId };
  const prepared: Prepared = { dataDir, ...names, wires, awsEnvironment: engines.environment, invoke };
  const warming = warm();
  for (const trigger of wires.triggers) await invoke(trigger, {});
  await options.prepare?.(prepared);
  await warming;
  const reload = () => {
    restart();
    return warm();
  };
  return { ...prepared, ...(await setInMotion(prepared, engines, options, later)), reload };
}

type Engines = Awaited<ReturnType<typeof startEngines>>;

function startFunctions({ functions, routes }: Wires, engines: Engines, options: CloudOptions, later: Later) {
  const log = openLog(options.dataDir, options.quiet ?? false);
  later(log.close);
  const lambda = startLambda({
    functions,
    sources: join(projectRoot, "functions"),
    environment: engines.environment,
    keys: { poolId: userPoolId, jwks: engines.cognito.jwks() },
    log,
  });
  later(() => lambda.stop(1000));
  const bySource = new Map(functions.map(({ handler, name }) => [handler.replace(/\.\w+$/, ""), name]));
  const invoke: Invoke = (name, payload) => lambda.invoke(bySource.get(name) ?? name, payload);
  return { invoke, restart: lambda.restart, warm: () => lambda.warm(routes.map((route) => route.function)) };
}

/** Opens the gateway, lets events flow and clocks tick, and takes up approvals that the last process left. */
async function setInMotion(
  { wires, invoke, dataDir }: Prepared,
  engines: Engines,
  options: CloudOptions,
  later: Later,
) {
  const { port, demoPassword = "", schedulesEverySeconds = 0 } = options;
  const front = site({ cognito: engines.cognito.handle, demoPassword });
  const moving: { stop(): unknown }[] = [];
  later(() => Promise.all(moving.map((part) => part.stop())));
  const gateway = await startGateway({ port, routes: wires.routes, invoke, front });
  moving.push(gateway);
  const { streams: client, streamArns } = engines;
  const events = await startEventSources({ client, mappings: wires.eventSources, streamArns, dataDir, invoke });
  moving.push(events, startSchedules(wires.schedules, invoke, schedulesEverySeconds));
  void resume(events.settled(), wires, invoke);
  return { url: gateway.url, port: gateway.port, settled: events.settled };
}

/** Executions live in memory: approvals whose machines ended with the last process are begun again. */
async function resume(settled: Promise<void>, { functions }: Wires, invoke: Invoke): Promise<void> {
  await settled;
  const sweep = functions.find(({ handler }) => handler === "approvals/sweep.handler");
  if (sweep) await invoke(sweep.name, { graceSeconds: 0 }).catch(() => {}); // it is in the log
}

/** What the template wires, with some of it overridden. */
export async function readTemplate(overrides: Record<string, string | undefined> = {}): Promise<Wires> {
  return overridden(readWires(await synthesize()), overrides);
}

/** An override takes the place of a variable where a function has it, or of a schedule: AUTO_CLOSE_EVERY_SECONDS. */
function overridden(wires: Wires, overrides: Record<string, string | undefined>): Wires {
  const change = (variables: Record<string, string>) =>
    Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, overrides[name] ?? value]));
  const functions = wires.functions.map((one) => ({ ...one, environment: change(one.environment) }));
  const rateOf = ({ function: name, expression }: ScheduleWire) => {
    const seconds =
      overrides[`${constantCase(functions.find((one) => one.name === name)?.handler ?? "")}_EVERY_SECONDS`];
    return seconds ? `rate(${seconds} seconds)` : expression;
  };
  return { ...wires, functions, schedules: wires.schedules.map((one) => ({ ...one, expression: rateOf(one) })) };
}

/** "approvals/autoClose.handler" -> "AUTO_CLOSE" */
const constantCase = (handler: string): string =>
  handler
    .replace(/^.*\/|\.\w+$/g, "")
    .replace(/[A-Z]/g, "_$&")
    .toUpperCase();
