import { type Later, startEngines } from "./cloudEngines.ts";
import { startFunctions } from "./cloudFunctions.ts";
import { setInMotion } from "./cloudMotion.ts";
import type { Front } from "./gateway/gateway.ts";
import type { Invoke } from "./lambda/lambda.ts";
import { mustBeReadable } from "./layout.ts";
import { lock } from "./lock.ts";
import { holdPort } from "./port.ts";
import { portOf } from "./server.ts";
import { readWires } from "./template/template.ts";
import { clientId, userPoolId } from "./template/templateNames.ts";
import { synthesize } from "./template/templateSynth.ts";
import type { ScheduleWire, Wires } from "./template/wires.ts";

export type CloudOptions = {
  dataDir: string;
  /** 0 takes any free port. */
  port: number;
  /** In place of what the template says: { EXPIRE_AFTER_SECONDS: "2", SWEEP_EVERY_SECONDS: "1" }. */
  environment?: Record<string, string | undefined>;
  /** Keeps the errors of functions out of the console; they are in the log. */
  quiet?: boolean;
  /** Shown on the page at the address. */
  demoPassword?: string;
  /** Serves the web client in place of its build. */
  client?: Front | undefined;
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
  /** Resolves once every event written until now has been delivered, and all who are told of it have been told. */
  settled(): Promise<void>;
  /** Takes the e-mail engine down and up again: a test of what happens to e-mail meanwhile. */
  stopMail(): Promise<void>;
  startMail(): Promise<void>;
  /** Reads the handlers anew. */
  reload(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts the whole local cloud as the template wires it. What was started is stopped again where a later part fails. */
export const startCloud = (options: CloudOptions): Promise<Cloud> => stoppable((later) => start(options, later));

/** The cloud at the moment before anything moves, and left at that: what would follow from a write does not. */
export const prepareCloud = (options: CloudOptions): Promise<Prepared & Pick<Cloud, "stop">> =>
  stoppable(async (later) => {
    const { prepared, bootstrap } = await getReady(await placed(options, later), later);
    await bootstrap();
    return prepared;
  });

async function stoppable<T>(begin: (later: Later) => Promise<T>): Promise<T & Pick<Cloud, "stop">> {
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
    return { ...(await begin((end) => stops.push(end))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(wished: CloudOptions, later: Later): Promise<Omit<Cloud, "stop">> {
  const options = await placed(wished, later);
  const { prepared, engines, functions, bootstrap } = await getReady(options, later);
  const warming = functions.warm();
  await bootstrap();
  await options.prepare?.(prepared);
  await warming;
  const reload = () => {
    functions.restart();
    return functions.warm();
  };
  return { ...prepared, ...(await setInMotion(prepared, engines, options, later)), reload };
}

/** Functions are told the address long before the gateway listens there. */
async function placed(options: CloudOptions, later: Later) {
  const held = await holdPort(options.port);
  later(() => held.close());
  return { ...options, port: portOf(held), held };
}

async function getReady(options: CloudOptions, later: Later) {
  const { dataDir } = options;
  later(lock(dataDir));
  mustBeReadable(dataDir);
  const wires = await readTemplate(options.environment);
  const expireEvery = Number(options.environment?.EXPIRE_EVERY_SECONDS) || undefined;
  // The machines run functions, and the functions are told where the machines are.
  const engines = await startEngines(
    { dataDir, wires, port: options.port, invoke: (...call) => functions.invoke(...call), expireEvery },
    later,
  );
  const functions = startFunctions(wires, engines, options, later);
  const { invoke } = functions;
  const [table] = wires.tables;
  if (!table) throw new Error("The template has no table");
  const names = { tableName: table.name, userPoolId, clientId };
  const prepared: Prepared = { dataDir, ...names, wires, awsEnvironment: engines.environment, invoke };
  const bootstrap = async () => {
    for (const trigger of wires.triggers) await invoke(trigger, {});
  };
  return { prepared, engines, functions, bootstrap };
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
