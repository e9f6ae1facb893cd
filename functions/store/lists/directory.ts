import { type Account, type Role, roles } from "../../domain/account.ts";
import type { Listed } from "../../domain/accountAccess.ts";
import { lastWordFirst, sortable } from "../../domain/words.ts";
import { type IndexName, partitions, withoutKeys } from "../table.ts";
import { type Filter, from, type ListPage, readPage, type Source } from "./lists.ts";

export type DirectoryQuery = { role?: Role | undefined; q?: string | undefined; limit: number };

/**
 * A page of people, by department and name; by name alone where neither role nor department is given; and, where they
 * are searched for, by what their name, its last word or their e-mail begins with.
 */
export async function listPeople(
  listed: Listed,
  { role, q, limit }: DirectoryQuery,
  after: string | null,
): Promise<ListPage<Account>> {
  if (listed === "nobody") return { items: [], next: null };
  const department = listed === "everybody" ? undefined : listed.department;
  const beginning = sortable(q ?? "");
  const sources = beginning ? search(beginning) : browse(role, department);
  const filter = beginning ? filterOf({ role, department }) : null;
  return readPage({ sources, order: "oldest", limit, after, filter, row: accountOf });
}

function browse(role: Role | undefined, department: string | undefined): Source[] {
  if (department !== undefined) {
    const prefix = `${department}#`;
    return (role ? [role] : roles).map((partition) => ({ index: "byRole", partition, prefix }));
  }
  return role ? [{ index: "byRole", partition: role }] : inShards("byName", {});
}

/** Three orders in one list: whoever is found by name stands there, others by their last name, or by their e-mail. */
const search = (prefix: string): Source[] => [
  ...inShards("byName", { prefix }),
  ...inShards("byLastName", { prefix, skip: ({ name }) => begins(name, prefix) }),
  ...inShards("byEmail", {
    prefix,
    skip: ({ name }) => begins(name, prefix) || begins(lastWordFirst(String(name)), prefix),
  }),
];

const begins = (name: unknown, prefix: string): boolean => sortable(String(name ?? "")).startsWith(prefix);

function filterOf(wanted: { role: Role | undefined; department: string | undefined }): Filter | null {
  const conditions = Object.entries(wanted).filter(([, value]) => value !== undefined);
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
