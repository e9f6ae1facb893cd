import { once } from "node:events";
import type { Session } from "../local/session.ts";
import { castOf, startDesk } from "../test/cloud/desk.ts";
import { newcomer } from "../test/cloud/newcomers.ts";

/**
 * How long after the API's answer a connected client is told of an assignment, and how long a disabled account stays
 * connected: `npm run bench -- live`. Milliseconds.
 */
const rounds = 30;
const desk = await startDesk();
try {
  const { admin, finance, itHead, ana } = await castOf(desk.url);
  const pushed = await listen(ana);
  const technicianId = (await ana.client.getMe({})).body.id;
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await oneRound(finance, itHead, technicianId, pushed));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (rounds - 1))]?.toFixed(0);
  console.log(`${rounds} assignments: told after ${at(0.5)} ms (median), ${at(0.9)} ms (90 %), ${at(1)} ms (slowest)`);
  console.log(
    `the connection of an account that is disabled ended after ${(await lockOut(desk.url, admin)).toFixed(0)} ms`,
  );
} finally {
  await desk.stop();
}

async function lockOut(url: string, admin: Session): Promise<number> {
  const { account, session } = await newcomer(url, admin);
  const socket = new WebSocket((await session.client.createSocketTicket({})).body.url);
  await once(socket, "open");
  const closed = once(socket, "close");
  await admin.client.changeUser({ params: { userId: account.id }, body: { disabled: true } });
  const answered = performance.now();
  await closed;
  return performance.now() - answered;
}

type Pushed = Map<string, () => void>;

async function oneRound(finance: Session, itHead: Session, technicianId: string, pushed: Pushed): Promise<number> {
  const words = { title: "A mouse", description: "It squeaks.", category: "other", priority: "low" } as const;
  const ticketId = (await finance.client.raiseTicket({ body: words })).body.id;
  const { promise, resolve } = Promise.withResolvers<void>();
  pushed.set(ticketId, resolve);
  await itHead.client.assignTicket({ params: { ticketId }, body: { technicianId } });
  const answered = performance.now();
  await promise;
  return performance.now() - answered;
}

/** Opens a socket, and calls who waits for a ticket's notification. */
async function listen(by: Session): Promise<Pushed> {
  const pushed: Pushed = new Map();
  const socket = new WebSocket((await by.client.createSocketTicket({})).body.url);
  socket.addEventListener("message", ({ data }) => {
    const { type, notification } = JSON.parse(String(data)) as { type: string; notification?: { ticketId: string } };
    if (type === "notification") pushed.get(notification?.ticketId ?? "")?.();
  });
  await once(socket, "open");
  return pushed;
}
