import { nextStep } from "../domain/approval.ts";
import { secondsToWait } from "../domain/patience.ts";
import type { Ticket } from "../domain/ticket.ts";
import type { Waiting } from "../store/waiting.ts";
import type { MachineAnswer } from "./machine.ts";
import { patience } from "./settings.ts";

/** Ends a machine that has nothing left to do. */
export const done: MachineAnswer = { outcome: "done", waitSeconds: 1 };

/** What a machine has to do next, by the ticket as it stands. */
export function answerFor(ticket: Ticket, at: string): MachineAnswer {
  const step = nextStep(ticket);
  if (step.do === "nothing") return done;
  if (step.do === "settle") return { outcome: "settle", waitSeconds: 1 };
  return { outcome: "ask", waitSeconds: secondsToWait(step.approval, at, patience) };
}

/** What a waiting machine is to be told; null where it waits for what the ticket still stands at. */
export function newsFor(waiting: Pick<Waiting, "round" | "stage">, ticket: Ticket): MachineAnswer | null {
  if (ticket.round !== waiting.round) return done;
  const step = nextStep(ticket);
  return step.do === "ask" && step.approval.stage === waiting.stage ? null : answerFor(ticket, now());
}

export const now = (): string => new Date().toISOString();
