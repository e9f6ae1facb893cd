import { type Account, type Role, roles } from "../domain/account.ts";
import { everywhere, nowhere } from "../domain/accountAccess.ts";
import { folded } from "../domain/words.ts";
import { type Filter, from, type ListPage, readPage, type Source } from "./lists.ts";
import { type IndexName, partitions, withoutKeys } from "./table.ts";

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
export function listPeople(query: DirectoryQuery, after: string | null): Promise<ListPage<Account>> {
  const beginning = folded(query.q ?? "");
  const sources = query.department === nowhere ? [] : beginning ? search(beginning) : browse(query);
  const filter = beginning ? filterOf(query) : null;
  return readPage({ sources, order: "oldest", limit: query.limit, after, filter, row: accountOf });
}

function browse({ role, department }: DirectoryQuery): Source[] {
  if (department !== everywhere) {
    const prefix = `${department}#`;
    return (role ? [role] : roles).map((partition) => ({ index: "byRole", partition, prefix }));
  }
  return role ? [{ index: "byRole", partition: role }] : inShards("byName", {});
}

/** Two orders in one list: whoever is found by name stands there, others where their e-mail would stand. */
const search = (prefix: string): Source[] => [
  ...inShards("byName", { prefix }),
  ...inShards("byEmail", { prefix, skip: ({ name }) => folded(String(name)).startsWith(prefix) }),
];

function filterOf({ role, department }: DirectoryQuery): Filter | null {
  const wanted = Object.entries({ role, department: department === everywhere ? undefined : department });
  const conditions = wanted.filter(([, value]) => value !== undefined);
  if (conditions.length === 0) return null;
  return {
    expression: conditions.map(([field]) => `#${field} = :${field}`).join(" AND "),
    names: Object.fromEntries(conditions.map(([field]) => [`#${field}`, field])),
    values: Object.fromEntries(conditions.map(([field, value]) => [`:${field}`, value])),
  };
}

const inShards = (index: IndexName, rest: Pick<Source, "prefix" | "skip">): Source[] =>
  from(index, partitions.people()).map((source) => ({ ...source, ...rest }));

const accountOf = (item: Record<string, unknown>): Account => {
  const { revision: _, ...account } = withoutKeys<Account & { revision: number }>(item);
  return account;
};
