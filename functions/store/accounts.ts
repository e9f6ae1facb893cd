import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Account, Role } from "../domain/account.ts";
import { bringAccount } from "../domain/administration.ts";
import { deciders, mayFallToItHeads } from "../domain/approver.ts";
import { askInstead } from "../domain/asking.ts";
import type { Stage } from "../domain/category.ts";
import type { Change } from "../domain/event.ts";
import { Problem } from "../domain/problem.ts";
import type { Ticket } from "../domain/ticket.ts";
import { accountWrites, readAdmins } from "./accountWrites.ts";
import { commitAudited } from "./audit.ts";
import { dynamo, ifRevision, putIf, tableName } from "./client.ts";
import { readAll } from "./queries.ts";
import { retryRaces } from "./races.ts";
import { keys, table, withoutKeys } from "./table.ts";
import { accountItem } from "./tableItems.ts";
import { VersionRace } from "./transaction.ts";

/** An account and how often it was written. */
export type StoredAccount = Account & { revision: number };

/** An account as it stands now: what it may do is read from here at each request, never from a token. */
export async function findAccount(id: string): Promise<Account | null> {
  const stored = await findStored(id);
  if (!stored) return null;
  const { revision: _, ...account } = stored;
  return account;
}

/** Adds an account that the deployment brings; one that exists already stays as it is. */
export function putAccount(account: Account): Promise<boolean> {
  return retryRaces(account.id, async () => {
    const [present, admins] = await Promise.all([findStored(account.id), readAdmins()]);
    if (present) return false;
    const brought = bringAccount(account);
    await commitAudited(brought.audit, accountWrites(brought, { revision: 0, admins }), null);
    return true;
  });
}

/** Changes an account as it was read, by a rule; a change that somebody else made meanwhile is kept, and the rule applied again. */
export function updateAccount(read: StoredAccount, change: (account: Account) => Account): Promise<Account> {
  return retryRaces(read.id, async (isLate) => {
    const stored = isLate ? await findStored(read.id) : read;
    if (!stored) throw new Problem("not_found", "there is no such account");
    const { revision, ...account } = stored;
    const changed = change(account);
    if (!(await replace(changed, revision))) throw new VersionRace(`account ${read.id} has changed`);
    return changed;
  });
}

/** Who is asked to decide a stage of a ticket, and on what ground. */
export async function whoDecides(ticket: Ticket, stage: Stage) {
  const heads = ticket.department ? peopleOf("hod", ticket.department) : [];
  const people = await Promise.all([heads, peopleOf("it_head"), peopleOf("admin")]);
  return deciders(ticket, stage, people.flat());
}

/**
 * Everybody who may be asked to decide anything, each as they stand at this moment. The index may be a little behind, so that
 * whose account has just changed is looked up in any case.
 */
export async function decidersNow(changedId: string): Promise<Account[]> {
  const listed = await Promise.all([peopleOf("hod"), peopleOf("it_head"), peopleOf("admin")]);
  const ids = new Set([changedId, ...listed.flat().map(({ id }) => id)]);
  const people = await Promise.all([...ids].map(findAccount));
  return people.filter((account) => account !== null);
}

/** Says at once who is asked about a new ticket, where its first stage may fall to others. */
export async function askedFirst(raised: Change): Promise<Change> {
  const [first] = raised.ticket.approvals;
  if (!first || !mayFallToItHeads(raised.ticket)) return raised;
  return askInstead(raised, (await whoDecides(raised.ticket, first.stage)).askedOf);
}

/** The people of a role, of one department or of all. */
export async function peopleOf(role: Role, department?: string): Promise<Account[]> {
  const { partition, sort } = table.indexes.byRole;
  const items = await readAll({
    IndexName: "byRole",
    KeyConditionExpression: `#role = :role${department ? " AND begins_with(#person, :department)" : ""}`,
    ExpressionAttributeNames: { "#role": partition, ...(department && { "#person": sort }) },
    ExpressionAttributeValues: { ":role": role, ...(department && { ":department": `${department}#` }) },
  });
  return items.map(withoutKeys<Account>);
}

export async function findStored(id: string): Promise<StoredAccount | null> {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: tableName, Key: keys.account(id), ConsistentRead: true }),
  );
  return Item ? withoutKeys<StoredAccount>(Item) : null;
}

const replace = (account: Account, revision: number): Promise<boolean> =>
  putIf({ ...accountItem(account), revision: revision + 1 }, ifRevision(revision));
