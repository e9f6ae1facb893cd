import type { Account } from "./account.ts";
import { Problem } from "./problem.ts";

/** What stands for somebody once their name has been taken out: the same wherever they did something. */
export const pseudonymOf = (accountId: string): string => `Former user ${accountId.slice(0, 6)}`;

/** An account of which nothing is left but what it did. Whoever still works here has to be disabled first, with all that follows. */
export function erase(account: Account): Account {
  if (!account.disabled) throw new Problem("invalid", "disable the account first, so that its work goes to others");
  return { ...account, name: pseudonymOf(account.id), email: addressOf(account.id), phone: null };
}

/** Whether this was done to an account; nobody can sign in to it any more. */
export const isErased = ({ id, email }: Account): boolean => email === addressOf(id);

/** In place of their own: a domain that is nobody's (RFC 2606). */
const addressOf = (accountId: string): string => `${accountId}@erased.invalid`;

/** Where in something that is kept a value stands: names of fields, and places in lists. */
export type Path = readonly (string | number)[];

/** The persons with this id in something that is kept, who have another name than this. */
export function personsIn(value: unknown, { id, name }: { id: string; name: string }, at: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [];
  const { id: found, name: called } = value as { id?: unknown; name?: unknown };
  const own = found === id && typeof called === "string" && called !== name ? [at] : [];
  const within = Array.isArray(value) ? value.entries() : Object.entries(value);
  return [...own, ...[...within].flatMap(([key, part]) => personsIn(part, { id, name }, [...at, key]))];
}
