import type { Account } from "../domain/account.ts";
import type { TicketEvent } from "../domain/event.ts";
import { mayConcern, type People } from "../domain/recipients.ts";
import type { Ticket } from "../domain/ticket.ts";
import { findAccount, peopleOf, whoDecides } from "./accounts.ts";

/** The people around a ticket that this event may concern, as they stand now; those it cannot concern are not read. */
export async function peopleAround(event: TicketEvent, ticket: Ticket): Promise<People> {
  const read = new Map<string, Promise<Account | null>>();
  const find = (part: keyof People, id: string | undefined): Promise<Account | null> | null => {
    if (id === undefined || !mayConcern(event, part, id)) return null;
    const account = read.get(id) ?? findAccount(id);
    read.set(id, account);
    return account;
  };
  const previous = event.type === "TicketAssigned" ? event.previous?.id : undefined;
  const stage = "stage" in event && mayConcern(event, "deciders") ? event.stage : null;
  const [requester, assignee, previousAssignee, asked, itHeads, admins, commenters] = await Promise.all([
    find("requester", ticket.requester.id),
    find("assignee", ticket.assignee?.id),
    find("previousAssignee", previous),
    stage ? whoDecides(ticket, stage) : { people: [] },
    mayConcern(event, "itHeads") ? peopleOf("it_head") : [],
    mayConcern(event, "admins") ? peopleOf("admin") : [],
    Promise.all(ticket.commenters.map((id) => find("commenters", id))),
  ]);
  const others = commenters.filter((account) => account !== null);
  return { requester, assignee, previousAssignee, deciders: asked.people, itHeads, admins, commenters: others };
}
