import { join } from "node:path";
import type { Engines, Later } from "./cloudEngines.ts";
import { type Invoke, startLambda } from "./lambda/lambda.ts";
import { openLog } from "./lambda/lambdaLog.ts";
import { localOrigins } from "./port.ts";
import { socketPath } from "./sockets/sockets.ts";
import { projectRoot } from "./template/templateSynth.ts";
import type { Wires } from "./template/wires.ts";

type Options = { dataDir: string; port: number; quiet?: boolean; environment?: Record<string, string | undefined> };

/** Makes the functions of the template ready to run, each where it finds the engines. */
export function startFunctions(wires: Wires, engines: Engines, options: Options, later: Later) {
  const { routes } = wires;
  const functions = wires.functions.map((one) => ({
    ...one,
    environment: addressed(one.environment, engines, options),
  }));
  const log = openLog(options.dataDir, options.quiet ?? false);
  later(log.close);
  const lambda = startLambda({
    functions,
    sources: join(projectRoot, "functions"),
    environment: engines.environment,
    jwks: engines.cognito.jwks(),
    log,
  });
  later(() => lambda.stop(1000));
  const bySource = new Map(functions.map(({ handler, name }) => [handler.replace(/\.\w+$/, ""), name]));
  const invoke: Invoke = (name, payload) => lambda.invoke(bySource.get(name) ?? name, payload);
  return { invoke, restart: lambda.restart, warm: () => lambda.warm(routes.map((route) => route.function)) };
}

/** Addresses of the cloud become those of this machine, where a function knows them at all. */
function addressed(
  variables: Record<string, string>,
  { sockets, messaging }: Engines,
  { port, environment = {} }: Options,
): Record<string, string> {
  const local: Record<string, string | undefined> = {
    APP_URL: `http://localhost:${port}`,
    ALLOWED_ORIGINS: localOrigins(port).join(","),
    SOCKET_URL: `ws://localhost:${port}${socketPath}`,
    SOCKET_ENDPOINT: sockets?.endpoint,
  };
  const here = (name: string, value: string) =>
    environment[name] ?? local[name] ?? value.replace(queueHost, () => messaging.endpoint);
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, here(name, value)]));
}

/** The SDK sends a message to whatever host the queue's address names, whatever endpoint it was given. */
const queueHost = /^https:\/\/sqs\.[\w-]+\.amazonaws\.com(?=\/)/;
