import { can } from "../../domain/access.ts";
import type { Account } from "../../domain/account.ts";
import type { Ticket } from "../../domain/ticket.ts";
import { holds, idIn, wantedBy } from "../../domain/words.ts";
import type { ListPage } from "../lists/lists.ts";
import { listTickets, rowOf, type Sort, type TicketQuery } from "../lists/ticketLists.ts";
import { changeKeyOf, type TicketRow, urgencyKeyOf } from "../table.ts";
import { readTicket, type Worded } from "./searchRead.ts";
import { type Candidate, candidatesByWord, candidatesOfPerson, firstLike } from "./searchSources.ts";
import { lookThrough } from "./searchSteps.ts";

export type SearchQuery = Omit<TicketQuery, "sort"> & { q?: string | undefined; sort?: Sort | undefined };

/** A page of the tickets that an account may read, narrowed by a query; those with some words, where it has words. */
export const findTickets = (
  account: Account,
  query: SearchQuery,
  after: string | null,
): Promise<ListPage<TicketRow>> =>
  query.q === undefined
    ? listTickets(account, { ...query, sort: query.sort ?? "newest" }, after)
    : searchTickets(account, { ...query, q: query.q }, after);

type Search = SearchQuery & { q: string };

/**
 * The ticket whose id it is, or else the tickets that hold all the words, in the order of the word that they were found
 * by; where an order is wanted, each page is put in it.
 */
async function searchTickets(account: Account, query: Search, after: string | null): Promise<ListPage<TicketRow>> {
  const id = after === null ? idIn(query.q) : null;
  const [named, found] = await Promise.all([id ? readTicket(id) : null, searchWords(account, query, after)]);
  const { items, next } = named && isWithin(account, query, named) ? { items: [named], next: null } : found;
  const rows = items.map((ticket) => rowOf(ticket));
  return { items: query.sort ? rows.sort(orders[query.sort]) : rows, next };
}

async function searchWords(account: Account, query: Search, after: string | null): Promise<ListPage<Ticket>> {
  const wanted = wantedBy(query.q);
  const [first] = wanted;
  if (first === undefined) return { items: [], next: null };
  const isHit = ({ ticket, words }: Worded, { word }: Candidate): boolean => {
    const isShownHere = word === null || word === firstLike(first, words);
    return isShownHere && holds(words, wanted) && isWithin(account, query, ticket);
  };
  const ofPerson = candidatesOfPerson(account, query, query.sort === "oldest" ? "oldest" : "newest");
  const read = ofPerson ?? candidatesByWord(account, query, wanted);
  const steps =
    ofPerson || isThinned(query) ? [manyAtOnce, manyAtOnce] : [Math.min(query.limit, manyAtOnce), manyAtOnce];
  return lookThrough({ read, isHit, limit: query.limit, after, steps });
}

/** As many tickets as one request can ask for. */
const manyAtOnce = 100;

/** Whether the query leaves out hits by something that only the ticket itself tells. */
const isThinned = ({ status, priority, category }: Search): boolean => (status ?? priority ?? category) !== undefined;

function isWithin(account: Account, query: Search, ticket: Ticket): boolean {
  const { status, priority, category, department, requester, assignee } = ticket;
  const said = { status, priority, category, department, requester: requester.id, assignee: assignee?.id };
  const fits = Object.entries(said).every(([name, value]) => {
    const wanted = query[name as keyof typeof said];
    return wanted === undefined || [wanted].flat().some((one) => one === value);
  });
  return fits && can(account, "read", ticket);
}

const by = (keyOf: (row: TicketRow) => string, direction: 1 | -1) => (a: TicketRow, b: TicketRow) =>
  keyOf(a) < keyOf(b) ? -direction : direction;

const raisedKeyOf = ({ createdAt, id }: TicketRow): string => `${createdAt}#${id}`;

const orders: Record<Sort, (a: TicketRow, b: TicketRow) => number> = {
  newest: by(raisedKeyOf, -1),
  oldest: by(raisedKeyOf, 1),
  changed: by(changeKeyOf, -1),
  urgent: by(urgencyKeyOf, 1),
};
