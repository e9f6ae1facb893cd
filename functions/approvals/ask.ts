import { nextStep, requestApproval } from "../domain/asking.ts";
import type { Change } from "../domain/event.ts";
import type { Act, Ticket } from "../domain/ticket.ts";
import { whoDecides } from "../store/accounts.ts";
import { changeAsSystem } from "../store/changeAsSystem.ts";
import { findTicket } from "../store/tickets.ts";
import { saveWaiting } from "../store/waiting.ts";
import { type MachineId, tellMachine } from "./machine.ts";
import { newsFor } from "./progress.ts";

/**
 * The machine's waiting step. Opens the stage that the ticket stands at, asks its approvers, and keeps the token that
 * the answer will come back with. Reads the ticket again after that: a decision taken before the token was kept has
 * found nobody to tell. So either whoever records the decision sees the token, or this sees the decision.
 */
export async function handler({ token, ...machine }: MachineId & { token: string }): Promise<void> {
  const { ticketId, round, attempt } = machine;
  const ticket = await changeAsSystem(ticketId, round, open);
  const step = ticket && nextStep(ticket);
  if (step?.do !== "ask") return tellMachine(token, "answered");
  const stage = step.approval.stage;
  if (!(await saveWaiting(ticketId, { round, attempt, stage, token }))) return tellMachine(token, "answered");
  const after = await findTicket(ticketId);
  const news = after ? newsFor({ round, stage }, after) : "answered";
  if (news) await tellMachine(token, news);
}

async function open(ticket: Ticket, act: Act): Promise<Change | null> {
  const step = nextStep(ticket);
  if (step.do !== "ask" || step.approval.requestedAt) return null;
  const { askedOf } = await whoDecides(ticket, step.approval.stage);
  return requestApproval(ticket, step.approval.stage, askedOf, act);
}
