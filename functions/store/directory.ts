import { type Account, type Role, roles } from "../domain/account.ts";
import { everywhere, nowhere } from "../domain/accountAccess.ts";
import { type Filter, type ListPage, readPage, type Source } from "./lists.ts";
import { folded, type IndexName, partitions, withoutKeys } from "./table.ts";

export type DirectoryQuery = {
  role?: Role | undefined;
  /** One, `everywhere` or `nowhere`. */
  department: string;
  q?: string | undefined;
  limit: number;
};

/**
 * A page of people, by department and name; by name alone where neither role nor department is given; and, where they
 * are searched for, by what their name or e-mail begins with.
 */
export const listPeople = (query: DirectoryQuery, after: string | null): Promise<ListPage<Account>> =>
  readPage({ sources: sourcesFor(query), order: "oldest", limit: query.limit, after, filter: null, row: accountOf });

function sourcesFor(query: DirectoryQuery): Source[] {
  const { role, department, q } = query;
  if (department === nowhere) return [];
  const beginning = folded(q ?? "");
  if (beginning) return search(beginning, query);
  if (department !== everywhere) {
    const prefix = `${department}#`;
    return (role ? [role] : roles).map((partition) => ({ index: "byRole", partition, prefix }));
  }
  return role ? [{ index: "byRole", partition: role }] : inShards("byName", {});
}

/** Two orders in one list: whoever is found by name stands there, others where their e-mail would stand. */
function search(prefix: string, query: DirectoryQuery): Source[] {
  const narrowed = conditions(query);
  const byEmailOnly = [
    ...narrowed,
    { text: "NOT begins_with(#nameKey, :q)", name: "nameKey", key: ":q", value: prefix },
  ];
  return [
    ...inShards("byName", { prefix, ...filterOf(narrowed) }),
    ...inShards("byEmail", { prefix, ...filterOf(byEmailOnly) }),
  ];
}

type Condition = { text: string; name: string; key: string; value: string };

const conditions = ({ role, department }: DirectoryQuery): Condition[] => [
  ...(role ? [{ text: "#role = :role", name: "role", key: ":role", value: role }] : []),
  ...(department === everywhere
    ? []
    : [{ text: "#department = :department", name: "department", key: ":department", value: department }]),
];

function filterOf(all: Condition[]): { filter?: Filter } {
  if (all.length === 0) return {};
  const expression = all.map(({ text }) => text).join(" AND ");
  const names = Object.fromEntries(all.map(({ name }) => [`#${name}`, name]));
  return { filter: { expression, names, values: Object.fromEntries(all.map(({ key, value }) => [key, value])) } };
}

const inShards = (index: IndexName, rest: Pick<Source, "prefix" | "filter">): Source[] =>
  partitions.people().map((partition) => ({ index, partition, ...rest }));

const accountOf = (item: Record<string, unknown>): Account => {
  const { revision: _, ...account } = withoutKeys<Account & { revision: number }>(item);
  return account;
};
