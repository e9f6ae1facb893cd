import type { Approval } from "./ticket.ts";

/** How long approvers are waited for. Seconds; and how many reminders go to them alone. */
export type Patience = { remindAfter: number; remindersBeforeAdmins: number; expireAfter: number };

/** Seconds until the next reminder, or the end of patience, is due; at least 1. */
export function secondsToWait(approval: Approval, at: string, patience: Patience): number {
  const due = Math.min((approval.reminders + 1) * patience.remindAfter, patience.expireAfter);
  return Math.max(1, Math.ceil(due - waited(approval, at)));
}

/** Whether it is time for the next reminder. */
export const isReminderDue = (approval: Approval, at: string, { remindAfter }: Patience): boolean =>
  waited(approval, at) >= (approval.reminders + 1) * remindAfter - tolerance(remindAfter);

/** Whether nobody decided in time. */
export const isExpired = (approval: Approval, at: string, { remindAfter, expireAfter }: Patience): boolean =>
  waited(approval, at) >= expireAfter - tolerance(remindAfter);

/** Timers begin a little before the moment that is written down, and so end a little before what is due by it. */
const tolerance = (remindAfter: number): number => Math.min(60, remindAfter / 4);

const waited = ({ requestedAt }: Approval, at: string): number =>
  requestedAt ? (Date.parse(at) - Date.parse(requestedAt)) / 1000 : 0;
