import { system } from "../domain/account.ts";
import { nextStep } from "../domain/approval.ts";
import type { Change } from "../domain/event.ts";
import { secondsToWait } from "../domain/patience.ts";
import type { Act, Ticket } from "../domain/ticket.ts";
import { commit, findTicket, VersionRace } from "../store/tickets.ts";
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

/**
 * Changes a ticket by a rule as the system; again where somebody else's write came first. Gives the ticket as it is
 * then, or null where there is none or a new round of approval has begun.
 */
export async function changeAsSystem(
  ticketId: string,
  round: number | null,
  rule: (ticket: Ticket, act: Act) => Change | null | Promise<Change | null>,
): Promise<Ticket | null> {
  for (;;) {
    const ticket = await findTicket(ticketId);
    if (!ticket || (round !== null && ticket.round !== round)) return null;
    const change = await rule(ticket, { by: system, at: now() });
    if (!change) return ticket;
    try {
      return (await commit(change)).ticket;
    } catch (error) {
      if (!(error instanceof VersionRace)) throw error;
    }
  }
}
