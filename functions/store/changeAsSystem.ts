import { system } from "../domain/account.ts";
import type { Change } from "../domain/event.ts";
import type { Act, Ticket } from "../domain/ticket.ts";
import { retryRaces } from "./races.ts";
import { commit, findTicket } from "./tickets.ts";

/**
 * Changes a ticket by a rule as the system; again where somebody else's write came first. Gives the ticket as it is
 * then, or null where there is none or a new round of approval has begun.
 */
export const changeAsSystem = (
  ticketId: string,
  round: number | null,
  rule: (ticket: Ticket, act: Act) => Change | null | Promise<Change | null>,
): Promise<Ticket | null> =>
  retryRaces(ticketId, async () => {
    const ticket = await findTicket(ticketId);
    if (!ticket || (round !== null && ticket.round !== round)) return null;
    const change = await rule(ticket, { by: system, at: new Date().toISOString() });
    return change ? (await commit(change)).ticket : ticket;
  });
