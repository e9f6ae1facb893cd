import { expire, nextStep, remind } from "../domain/asking.ts";
import type { Change } from "../domain/event.ts";
import { isExpired, isReminderDue } from "../domain/patience.ts";
import type { Act, Ticket } from "../domain/ticket.ts";
import { whoDecides } from "../store/accounts.ts";
import { changeAsSystem } from "../store/changeAsSystem.ts";
import { findWaiting } from "../store/waiting.ts";
import type { MachineId, Wait } from "./machine.ts";
import { now, waitFor, wholeWait } from "./progress.ts";
import { patience } from "./settings.ts";

/**
 * The machine's step after a time of silence: reminds the approvers, or rejects the ticket when it has been too long. Says
 * how long to wait then. A machine that has been replaced does nothing here, and learns so when it asks.
 */
export async function handler({ ticketId, round, attempt }: MachineId): Promise<Wait> {
  const waiting = await findWaiting(ticketId);
  if (waiting && (waiting.round !== round || waiting.attempt !== attempt)) return wholeWait;
  const ticket = await changeAsSystem(ticketId, round, remindOrExpire);
  return ticket ? waitFor(ticket, now()) : wholeWait;
}

async function remindOrExpire(ticket: Ticket, act: Act): Promise<Change | null> {
  const step = nextStep(ticket);
  if (step.do !== "ask" || !step.approval.requestedAt) return null;
  const { stage } = step.approval;
  if (isExpired(step.approval, act.at, patience)) return expire(ticket, stage, act);
  // Not due: a crash followed the last reminder's commit, and this is the same step once more.
  if (!isReminderDue(step.approval, act.at, patience)) return null;
  const { askedOf } = await whoDecides(ticket, stage);
  return remind(ticket, stage, patience.remindersBeforeAdmins, askedOf, act);
}
