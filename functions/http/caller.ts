import { can } from "../domain/access.ts";
import { type Account, personOf } from "../domain/account.ts";
import { Problem } from "../domain/problem.ts";
import type { Act, Ticket } from "../domain/ticket.ts";
import { findStored, type StoredAccount } from "../store/accounts.ts";

/** The caller's account; role, department and lock-out are those of this moment. */
export async function enabled(accountId: string): Promise<StoredAccount> {
  const account = await findStored(accountId);
  if (!account) throw new Problem("unauthenticated", "there is no account for this sign-in");
  if (account.disabled) throw new Problem("account_disabled", "this account is disabled: ask an administrator");
  return account;
}

/** Something that somebody does at this moment. */
export const actNow = (account: Account): Act => ({ by: personOf(account), at: new Date().toISOString() });

/** A ticket that may not be read looks exactly like one that does not exist, or ids could be tried out. */
export function readable(account: Account, ticket: Ticket | null): Ticket {
  if (!ticket || !can(account, "read", ticket)) throw new Problem("not_found", "there is no such ticket");
  return ticket;
}
