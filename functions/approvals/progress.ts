import { nextStep } from "../domain/asking.ts";
import { secondsToWait } from "../domain/patience.ts";
import type { Ticket } from "../domain/ticket.ts";
import type { Waiting } from "../store/waiting.ts";
import type { News, Wait } from "./machine.ts";
import { patience } from "./settings.ts";

/**
 * The whole time of a stage that is asked now. A machine that comes to the next stage waits as long as it last waited for
 * this one, which is never longer than that: where it was less, nobody is due to be reminded yet, and it waits on.
 */
export const wholeWait: Wait = { seconds: Math.min(patience.remindAfter, patience.expireAfter) };

/** How long a machine waits for the ticket as it stands; where nothing is left to ask, it does not come to that. */
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
