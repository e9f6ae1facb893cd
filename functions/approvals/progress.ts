import { nextStep } from "../domain/asking.ts";
import { secondsToWait } from "../domain/patience.ts";
import type { Ticket } from "../domain/ticket.ts";
import type { Waiting } from "../store/waiting.ts";
import type { News, Wait } from "./machine.ts";
import { patience } from "./settings.ts";

/**
 * How long a machine waits for a stage that is asked now. On its way to the next stage a machine keeps the wait that it had
 * last, which is as long or shorter. Where it is shorter, the machine wakes before a reminder is due, and waits on.
 */
export const wholeWait: Wait = { seconds: Math.min(patience.remindAfter, patience.expireAfter) };

/** How long a machine waits for the ticket as it stands. Where nothing is left to ask, it does not wait and this is not used. */
export function waitFor(ticket: Ticket, at: string): Wait {
  const step = nextStep(ticket);
  return step.do === "ask" ? { seconds: secondsToWait(step.approval, at, patience) } : wholeWait;
}

/** What a waiting machine is to be told; null where it waits for what the ticket still stands at. */
export function newsFor(waiting: Pick<Waiting, "round" | "stage">, ticket: Ticket): News | null {
  if (ticket.round !== waiting.round) return "answered";
  const step = nextStep(ticket);
  if (step.do !== "ask") return "answered";
  return step.approval.stage === waiting.stage ? null : "next_stage";
}

export const now = (): string => new Date().toISOString();
