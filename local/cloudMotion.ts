import type { Server } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Engines, Later } from "./cloudEngines.ts";
import { withBadLuck } from "./events/chaos.ts";
import { startEventSources } from "./events/eventSources.ts";
import { startQueueSources } from "./events/queueSources.ts";
import { startSchedules } from "./events/schedules.ts";
import { type Front, startGateway } from "./gateway/gateway.ts";
import { site } from "./gateway/site.ts";
import { webClient } from "./gateway/webClient.ts";
import type { Invoke } from "./lambda/lambda.ts";
import { outboxFront } from "./mail/outboxFront.ts";
import { socketPath } from "./sockets/sockets.ts";
import type { Wires } from "./template/wires.ts";

type Ready = { dataDir: string; wires: Wires; invoke: Invoke };
type Options = {
  /** Where the gateway listens. */
  held: Server;
  demoPassword?: string;
  environment?: Record<string, string | undefined>;
  client?: Front | undefined;
};

/** A start that has more to catch up with than this opens all the same: milliseconds. */
const longestCatchUp = 15_000;

/** Lets events flow and clocks tick, opens the gateway, and takes up approvals that the last process left. */
export async function setInMotion({ wires, invoke, dataDir }: Ready, engines: Engines, options: Options, later: Later) {
  const { held, demoPassword = "", client: webFront = webClient } = options;
  const { messaging, mail, outbox, sockets } = engines;
  const front = firstOf(site({ cognito: engines.cognito.handle, demoPassword }), outboxFront(outbox, mail), webFront);
  const moving: { stop(): unknown }[] = [];
  later(() => Promise.all(moving.map((part) => part.stop())));
  if (sockets) moving.push(sockets);
  const { streams: client, streamArns } = engines;
  const seed = Number(options.environment?.CHAOS_SEED ?? 0);
  const deliver = seed ? withBadLuck(invoke, seed) : invoke;
  const giveUpTo = (queueArn: string, letter: object) => messaging.send(queueArn, JSON.stringify(letter));
  const mappings = wires.eventSources;
  const events = await startEventSources({ client, mappings, streamArns, dataDir, invoke: deliver, giveUpTo });
  const retrySeconds = Number(options.environment?.QUEUE_RETRY_SECONDS) || undefined;
  const queues = startQueueSources({ mappings: wires.queueSources, messaging, invoke: deliver, retrySeconds });
  moving.push(events, queues, startSchedules(wires.schedules, invoke));
  void resume(events.settled(), wires, invoke);
  const settled = async () => {
    await events.settled();
    await queues.settled();
    await events.settled(); // what was told is written down, and that is an event again
  };
  // What was written before the start, by seeding or before a kill, is told before the first request adds to it.
  await Promise.race([settled(), pause(longestCatchUp, undefined, { ref: false })]);
  const upgrade = sockets && { path: socketPath, take: sockets.upgrade };
  const gateway = await startGateway({ port: held, routes: wires.routes, invoke, front, upgrade });
  moving.push(gateway);
  const { stopMail, startMail } = mail;
  return { url: gateway.url, port: gateway.port, settled, stopMail, startMail };
}

const firstOf =
  (...fronts: Front[]): Front =>
  async (request, response, path) => {
    for (const front of fronts) if (await front(request, response, path)) return true;
    return false;
  };

/** Executions live in memory: approvals whose machines ended with the last process are begun again. */
async function resume(settled: Promise<void>, { functions }: Wires, invoke: Invoke): Promise<void> {
  await settled;
  const sweep = functions.find(({ handler }) => handler === "approvals/sweep.handler");
  if (sweep) await invoke(sweep.name, { graceSeconds: 0 }).catch(() => {}); // it is in the log
}
