import { type Scope, scopes } from "../../domain/access.ts";
import type { Account } from "../../domain/account.ts";
import { type Filter, from, type ListPage, type Order, readPage, type Source } from "../lists/lists.ts";
import { both, filterOf, readableBy, type TicketQuery } from "../lists/ticketLists.ts";
import { partitions, wordOf } from "../table.ts";

/**
 * A ticket that may be one of those that are searched for, and the word that led to it (null where one person's tickets are looked
 * through). `known`: the words that its item holds, where it had room for all of them.
 */
export type Candidate = { id: string; position: string; ticketId: string; word: string | null; known: Known | null };
/** All words of a ticket, as they are from an event on until another changes them. */
export type Known = { wordedIn: number; words: string[] };
export type Candidates = (after: string | null, limit: number) => Promise<ListPage<Candidate>>;
type Narrowed = Omit<TicketQuery, "sort" | "limit">;

/** The tickets of one person, where the caller or the query keeps to one: looked through one by one. */
export function candidatesOfPerson(account: Account, query: Narrowed, order: Order): Candidates | null {
  const sources = personal(account, query);
  const filter = filterOf(query);
  const row = ({ id }: Record<string, unknown>, position: string): Candidate => {
    const ticketId = String(id);
    return { id: ticketId, ticketId, position, word: null, known: null };
  };
  return sources && ((after, limit) => readPage({ sources, order, limit, after, filter, row }));
}

/** The tickets with words that begin with the first of those wanted: the word itself first, and of each the newest first. */
export function candidatesByWord(account: Account, query: Narrowed, wanted: readonly string[]): Candidates {
  const [first = "", ...others] = wanted;
  const sources = from(null, partitions.words(first)).map((source) => ({ ...source, prefix: first, skip }));
  const ofDepartment = filterOf({ department: query.department });
  const filters = [...others.slice(0, mostFiltered).map(alsoHolds), readableBy(account, ["requesterId"]), ofDepartment];
  const filter = filters.reduce(both, null);
  const row = (item: Record<string, unknown>, position: string): Candidate => ({
    id: position,
    position,
    ticketId: String(item.id),
    word: wordOf(position),
    known: knownBy(item),
  });
  function skip({ SK, words, cut }: Record<string, unknown>): boolean {
    return cut !== true && firstLike(first, String(words).split(" ")) !== wordOf(String(SK));
  }
  return (after, limit) => readPage({ sources, order: "oldest", limit, after, filter, row });
}

const knownBy = ({ wordedIn, words, cut }: Record<string, unknown>): Known | null =>
  cut === true ? null : { wordedIn: Number(wordedIn), words: String(words).trim().split(" ") };

/** The one of several words with the same beginning at which a ticket is shown, so that it comes once in all pages. */
export const firstLike = (beginning: string, words: readonly string[]): string | undefined =>
  words.filter((word) => word.startsWith(beginning)).sort()[0];

/** An expression has room for so many; what they leave is looked at again anyway. */
const mostFiltered = 8;

function personal({ id, role, department }: Account, { requester, assignee }: Narrowed): Source[] | null {
  const own: readonly Scope[] = scopes[role].filter((scope) => scope !== "department" || department !== null);
  if (!own.some((scope) => scope === "all" || scope === "department")) {
    const works = own.includes("assigned") ? from("byAssignee", partitions.assignee(id)) : [];
    return [...from("byRequester", partitions.requester(id)), ...works];
  }
  if (requester) return from("byRequester", partitions.requester(requester));
  return assignee ? from("byAssignee", partitions.assignee(assignee)) : null;
}

const alsoHolds = (word: string, index: number): Filter => ({
  expression: `(contains(#words, :word${index}) OR attribute_exists(#cut))`,
  names: { "#words": "words", "#cut": "cut" },
  values: { [`:word${index}`]: ` ${word}` },
});
