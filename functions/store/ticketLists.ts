import { scopes } from "../domain/access.ts";
import type { Account } from "../domain/account.ts";
import type { Priority, Status } from "../domain/ticket.ts";
import { type Filter, type ListPage, type Order, readPage, type Source } from "./lists.ts";
import { type IndexName, partitions, rowFields, type TicketRow } from "./table.ts";

export type TicketQuery = {
  status?: Status | undefined;
  priority?: Priority | undefined;
  category?: string | undefined;
  department?: string | undefined;
  assignee?: string | undefined;
  requester?: string | undefined;
  sort: Order;
  limit: number;
};

/** A page of the tickets that an account may read, narrowed by a query. */
export const listTickets = (account: Account, query: TicketQuery, after: string | null): Promise<ListPage<TicketRow>> =>
  readPage({
    sources: sourcesFor(account, query),
    order: query.sort,
    limit: query.limit,
    after,
    filter: filterOf(query),
    row: rowOf,
  });

/** A page of the tickets that wait for this account's decision, longest waiting first. */
export const listApprovals = (account: Account, after: string | null, limit: number): Promise<ListPage<TicketRow>> =>
  readPage({ sources: inboxOf(account), order: "oldest", limit, after, filter: notRaisedBy(account), row: rowOf });

/** Where the tickets are that this account may read; of all tickets, the narrowest index that the query allows. */
function sourcesFor(account: Account, query: TicketQuery): Source[] {
  const { id, role, department } = account;
  return scopes[role].flatMap((scope) => {
    if (scope === "own") return from("byRequester", partitions.requester(id));
    if (scope === "assigned") return from("byAssignee", partitions.assignee(id));
    if (scope === "department") return department ? from("byDepartment", partitions.department(department)) : [];
    return narrowest(query);
  });
}

function narrowest({ requester, assignee, department }: TicketQuery): Source[] {
  if (requester) return from("byRequester", partitions.requester(requester));
  if (assignee) return from("byAssignee", partitions.assignee(assignee));
  if (department) return from("byDepartment", partitions.department(department));
  return from("byShard", partitions.all());
}

function inboxOf({ role, department }: Account): Source[] {
  if (role === "admin") return from("byClock", partitions.clock("undecided"));
  if (role === "it_head") return from("byApprover", partitions.itHeads());
  return role === "hod" && department ? from("byApprover", partitions.headOf(department)) : [];
}

const from = (index: IndexName, keys: readonly string[]): Source[] => keys.map((partition) => ({ index, partition }));

const rowOf = (item: Record<string, unknown>): TicketRow =>
  Object.fromEntries(rowFields.map((field) => [field, item[field] ?? null])) as TicketRow;

const notRaisedBy = ({ id }: Account): Filter => ({
  expression: "#requester.#id <> :me",
  names: { "#requester": "requester", "#id": "id" },
  values: { ":me": id },
});

/** The conditions of a query, in DynamoDB's words; null where there are none. */
function filterOf({ status, priority, category, department, assignee, requester }: TicketQuery): Filter | null {
  const conditions = Object.entries({ status, priority, category, department, assignee, requester }).filter(
    ([, value]) => value !== undefined,
  );
  if (conditions.length === 0) return null;
  const person = (field: string) => field === "assignee" || field === "requester";
  return {
    expression: conditions.map(([field]) => `#${field}${person(field) ? ".#id" : ""} = :${field}`).join(" AND "),
    names: Object.fromEntries([
      ...conditions.map(([field]) => [`#${field}`, field]),
      ...(conditions.some(([field]) => person(field)) ? [["#id", "id"]] : []),
    ]),
    values: Object.fromEntries(conditions.map(([field, value]) => [`:${field}`, value])),
  };
}
