import type { Call } from "./meterCall.ts";
import { unitsOf } from "./unitSums.ts";

/** The most that the writes of a request may come to: its one transaction, all indexes included. Write units. */
export const writeBudgets: Record<string, number> = {
  TicketRaised: 10,
  CommentAdded: 6,
  TicketAssigned: 9,
  StatusChanged: 12,
};
/** The most that one whole life may come to, its six notifications included. Write units. */
export const lifeBudget = 110;
/** Of a two-step approval that nobody has to be reminded of. */
export const transitionBudget = 3;
/** What all Lambdas together read in a life whose events come far apart. Read units; not a budget of ours, but it may not grow. */
export const lifeReads = 250;
/** What the topic sends to each queue in a life whose people have the preferences that accounts begin with: no SMS, some e-mail. */
export const lifeMessages = { inApp: 13, email: 7, sms: 0, counts: 10, words: 1, accounts: 1, files: 0 };
export const detailBudget = 2;
export const dashboardBudget = 2;

/** The dearest transaction of each kind that has a budget. */
export function dearest(calls: readonly Call[]): { what: string; units: number; budget: number }[] {
  return Object.entries(writeBudgets).map(([what, budget]) => ({
    what,
    units: Math.max(...calls.filter((call) => call.what === what).map(unitsOf)),
    budget,
  }));
}
