import type { Account } from "../domain/account.ts";
import { concernsOf } from "../domain/concerns.ts";
import type { TicketEvent } from "../domain/event.ts";
import type { People } from "../domain/recipients.ts";
import type { Ticket } from "../domain/ticket.ts";
import { findAccount, peopleOf, whoDecides } from "./accounts.ts";

/** The people around a ticket that this event may concern, as they stand now; those it cannot concern are not read. */
export async function peopleAround(event: TicketEvent, ticket: Ticket): Promise<People> {
  const concerns = concernsOf(event, ticket);
  const [requester, assignee, previousAssignee, asked, itHeads, admins, commenters] = await Promise.all([
    find(concerns.requester),
    find(concerns.assignee),
    find(concerns.previousAssignee),
    concerns.stage ? whoDecides(ticket, concerns.stage) : { people: [] },
    concerns.itHeads ? peopleOf("it_head") : [],
    concerns.admins ? peopleOf("admin") : [],
    findAll(concerns.commenters),
  ]);
  return { requester, assignee, previousAssignee, deciders: asked.people, itHeads, admins, commenters };
}

const find = (id: string | null): Promise<Account | null> | null => (id === null ? null : findAccount(id));

const findAll = async (ids: readonly string[]): Promise<Account[]> =>
  (await Promise.all(ids.map(findAccount))).filter((account) => account !== null);
