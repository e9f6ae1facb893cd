import type { Account } from "../domain/account.ts";
import type { TicketEvent } from "../domain/event.ts";
import type { People } from "../domain/recipients.ts";
import type { Ticket } from "../domain/ticket.ts";
import { findAccount, peopleOf, whoDecides } from "./accounts.ts";

/** The people around a ticket that this event may concern, as they stand now; those it cannot concern are not read. */
export async function peopleAround(event: TicketEvent, ticket: Ticket): Promise<People> {
  const { type } = event;
  const isAsked = type === "ApprovalRequested" || type === "ApprovalReminded";
  const isReady =
    type === "TicketApproved" || type === "TicketUnassigned" || (type === "TicketRaised" && event.stages.length === 0);
  const toAdmins = (type === "ApprovalReminded" && event.adminsJoined) || (isAsked && isNobody(event));
  const [requester, assignee, previousAssignee, asked, itHeads, admins, commenters] = await Promise.all([
    findAccount(ticket.requester.id),
    find(ticket.assignee?.id),
    type === "TicketAssigned" ? find(event.previous?.id) : null,
    isAsked ? whoDecides(ticket, event.stage) : { people: [] },
    isReady ? peopleOf("it_head") : [],
    toAdmins ? peopleOf("admin") : [],
    type === "CommentAdded" || type === "AttachmentAdded" ? findAll(ticket.commenters) : [],
  ]);
  return { requester, assignee, previousAssignee, deciders: asked.people, itHeads, admins, commenters };
}

const find = (id: string | undefined): Promise<Account | null> | null => (id ? findAccount(id) : null);

const isNobody = (event: TicketEvent): boolean => event.type === "ApprovalRequested" && event.askedOf === "nobody";

const findAll = async (ids: readonly string[]): Promise<Account[]> =>
  (await Promise.all(ids.map(findAccount))).filter((account) => account !== null);
