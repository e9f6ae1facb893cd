import { type Scope, scopes } from "../../domain/access.ts";
import type { Account } from "../../domain/account.ts";
import { type ApprovalInbox, inboxOf } from "../../domain/approver.ts";
import type { Priority, Status } from "../../domain/ticket.ts";
import { partitions, rowFields, type TicketRow } from "../table.ts";
import { type Filter, from, type ListPage, type Order, readPage, type Source } from "./lists.ts";
import { readSorted } from "./sortedLists.ts";

/** Last raised, first raised, last changed, or most urgent first. */
export type Sort = Order | "changed" | "urgent";
export type TicketQuery = {
  /** Any of these. */
  status?: readonly Status[] | undefined;
  priority?: Priority | undefined;
  category?: string | undefined;
  department?: string | undefined;
  assignee?: string | undefined;
  requester?: string | undefined;
  sort: Sort;
  limit: number;
};

/** A page of the tickets that an account may read, narrowed by a query. */
export function listTickets(account: Account, query: TicketQuery, after: string | null): Promise<ListPage<TicketRow>> {
  const { sort, limit } = query;
  const sources = sourcesFor(account, query);
  const left = readsAll(account) ? { ...query, [narrowing(query) ?? ""]: undefined } : query;
  const request = { sources, limit, after, filter: filterOf(left), row: rowOf };
  if (sort === "newest" || sort === "oldest") return readPage({ ...request, order: sort });
  if (sources.every(isOnePersons)) return readSorted(request, sort);
  const index = sort === "changed" ? "byChange" : "byUrgency";
  const order = sort === "changed" ? "newest" : "oldest";
  const filter = both(filterOf(query), readableBy(account, ["requester", "id"]));
  return readPage({ ...request, sources: from(index, partitions.all()), order, filter });
}

/** The newest tickets of the scope of somebody's dashboard. */
export const latestTickets = (account: Account, scope: Scope, limit: number): Promise<ListPage<TicketRow>> =>
  readPage({ sources: placesOf(account, scope, {}), order: "newest", limit, after: null, filter: null, row: rowOf });

/** A page of the tickets that wait for this account's decision: first raised first, and for an admin longest waiting first. */
export const listApprovals = (account: Account, after: string | null, limit: number): Promise<ListPage<TicketRow>> =>
  readPage({
    sources: inboxSources(inboxOf(account)),
    order: "oldest",
    limit,
    after,
    filter: notRaisedBy(account),
    row: rowOf,
  });

/** Where the tickets are that this account may read; of all tickets, the narrowest index that the query allows. */
function sourcesFor(account: Account, query: TicketQuery): Source[] {
  const wanted = scopes[account.role].filter((scope) => scope !== "own" || !isOwnAmongOthers(account));
  return wanted.flatMap((scope) => placesOf(account, scope, query));
}

/** Whether all that somebody has raised is among their department's tickets, which they read anyway. */
const isOwnAmongOthers = ({ role, department, neverMoved }: Account): boolean =>
  scopes[role].includes("department") && department !== null && neverMoved === true;

type Narrowing = Pick<TicketQuery, "requester" | "assignee" | "department">;

function placesOf({ id, department }: Account, scope: Scope, query: Narrowing): Source[] {
  if (scope === "own") return from("byRequester", partitions.requester(id));
  if (scope === "assigned") return from("byAssignee", partitions.assignee(id));
  if (scope === "department") return department ? from("byDepartment", partitions.department(department)) : [];
  return narrowest(query);
}

/** The tickets around one person are few enough to be put in any order when they are read. */
const isOnePersons = ({ index }: Source): boolean => index === "byRequester" || index === "byAssignee";

const readsAll = ({ role }: Account): boolean => scopes[role].includes("all");

/** The condition that an index answers by itself: of all tickets, the one that leaves the fewest. */
const narrowing = ({ requester, assignee, department }: Narrowing) =>
  requester ? "requester" : assignee ? "assignee" : department ? "department" : null;

function narrowest(query: Narrowing): Source[] {
  const by = narrowing(query);
  const value = by && query[by];
  if (!by || !value) return from("byShard", partitions.all());
  if (by === "requester") return from("byRequester", partitions.requester(value));
  if (by === "assignee") return from("byAssignee", partitions.assignee(value));
  return from("byDepartment", partitions.department(value));
}

function inboxSources(inbox: ApprovalInbox | null): Source[] {
  if (inbox === null) return [];
  if (inbox === "all") return from("byClock", partitions.clock("undecided"));
  return from("byApprover", inbox === "it_heads" ? partitions.itHeads() : partitions.headOf(inbox.headsOf));
}

export const rowOf = (item: Record<string, unknown>): TicketRow =>
  Object.fromEntries(rowFields.map((field) => [field, item[field] ?? null])) as TicketRow;

const notRaisedBy = ({ id }: Account): Filter => ({
  expression: "#requester.#id <> :me",
  names: { "#requester": "requester", "#id": "id" },
  values: { ":me": id },
});

/**
 * Of all tickets, those that a head of department may read: the department's, and their own. Null where the account may read
 * all; who may read less is never shown a part of all tickets. `requesterId` is the path of that attribute.
 */
export function readableBy(account: Account, requesterId: readonly string[]): Filter | null {
  if (readsAll(account)) return null;
  const path = requesterId.map((name, index) => [`#raiser${index}`, name] as const);
  return {
    expression: `(#mine = :mine OR ${path.map(([placeholder]) => placeholder).join(".")} = :me)`,
    names: { "#mine": "department", ...Object.fromEntries(path) },
    values: { ":mine": account.department, ":me": account.id },
  };
}

export function both(one: Filter | null, other: Filter | null): Filter | null {
  if (!one || !other) return one ?? other;
  return {
    expression: `${one.expression} AND ${other.expression}`,
    names: { ...one.names, ...other.names },
    values: { ...one.values, ...other.values },
  };
}

/** The conditions of a query, in DynamoDB's words; null where there are none. */
export function filterOf(query: Omit<TicketQuery, "sort" | "limit">): Filter | null {
  const { status, priority, category, department, assignee, requester } = query;
  const conditions = Object.entries({ status, priority, category, department, assignee, requester })
    .map(([field, value]) => ({ field, wanted: wantedAs(field, value) }))
    .filter(({ wanted }) => wanted.length > 0);
  if (conditions.length === 0) return null;
  const person = (field: string) => field === "assignee" || field === "requester";
  const oneOf = (wanted: [name: string, value: string][]) => wanted.map(([name]) => name).join(", ");
  return {
    expression: conditions
      .map(({ field, wanted }) => `#${field}${person(field) ? ".#id" : ""} IN (${oneOf(wanted)})`)
      .join(" AND "),
    names: Object.fromEntries([
      ...conditions.map(({ field }) => [`#${field}`, field]),
      ...(conditions.some(({ field }) => person(field)) ? [["#id", "id"]] : []),
    ]),
    values: Object.fromEntries(conditions.flatMap(({ wanted }) => wanted)),
  };
}

/** What a field may be, each under a name of its own. */
const wantedAs = (field: string, value: string | readonly string[] | undefined): [name: string, value: string][] =>
  [value ?? []].flat().map((one, index) => [`:${field}${index}`, one]);
