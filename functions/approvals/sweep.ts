import { nextStep } from "../domain/asking.ts";
import type { Ticket } from "../domain/ticket.ts";
import { findTicket } from "../store/tickets.ts";
import { findWaiting, saveWaiting, type Waiting } from "../store/waiting.ts";
import { eachDue } from "./eachDue.ts";
import { isRunning, startMachine, stopMachine, tellMachine } from "./machine.ts";
import { newsFor, now, waitFor } from "./progress.ts";

/** A change this fresh is still on its way through the stream: seconds. */
const grace = 120;

/**
 * Puts right what was lost: pending tickets without a running machine get a new one, and machines that missed a
 * decision are told. Finds nothing to do on a good day. `graceSeconds` 0 looks at every pending ticket.
 */
export async function handler(event: { graceSeconds?: number } = {}): Promise<{ looked: number; mended: number }> {
  const before = new Date(Date.now() - (event.graceSeconds ?? grace) * 1000).toISOString();
  const { looked, done } = await eachDue(["undecided", "decided"], before, mend);
  return { looked, mended: done };
}

async function mend(ticketId: string): Promise<boolean> {
  const [ticket, waiting] = await Promise.all([findTicket(ticketId), findWaiting(ticketId)]);
  if (!ticket || nextStep(ticket).do === "nothing") return false;
  const current =
    waiting?.round === ticket.round ? waiting : { round: ticket.round, attempt: 1, stage: null, token: null };
  const machine = { ticketId, round: current.round, attempt: current.attempt };
  const running = await isRunning(machine);
  if (running && current.token) return tellMissed(ticket, { ...current, token: current.token });
  if (running) await stopMachine(machine);
  return startAgain(ticket, current);
}

async function tellMissed(ticket: Ticket, waiting: Waiting & { token: string }): Promise<boolean> {
  const news = newsFor(waiting, ticket);
  if (news) await tellMachine(waiting.token, news);
  return news !== null;
}

/** The attempt is written down before it is begun, so that each has a name of its own. */
async function startAgain(ticket: Ticket, { round, attempt }: Waiting): Promise<boolean> {
  const next = { ticketId: ticket.id, round, attempt: attempt + 1 };
  if (!(await saveWaiting(ticket.id, { round, attempt: next.attempt, stage: null, token: null }))) return false;
  await startMachine(next, waitFor(ticket, now()));
  return true;
}
