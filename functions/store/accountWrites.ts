import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Account } from "../domain/account.ts";
import { isEnabledAdmin } from "../domain/administration.ts";
import { dynamo, ifRevision, tableName } from "./client.ts";
import { keys, withoutKeys } from "./table.ts";
import { accountItem } from "./tableItems.ts";
import type { Write } from "./transaction.ts";

/** Who is an enabled admin, by id. Written under its revision, so that no two changes can each take the other's last one. */
export type Admins = { ids: string[]; revision: number };

/** What a change of an account was decided on: the write is refused where either has changed. */
export type Basis = { revision: number; admins: Admins };

export async function readAdmins(): Promise<Admins> {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: tableName, Key: keys.admins(), ConsistentRead: true }),
  );
  return Item ? withoutKeys<Admins>(Item) : { ids: [], revision: 0 };
}

/** An account as it becomes, if it is still as it was; and the list of admins where it joins or leaves it. */
export function accountWrites(
  { before, after }: { before: Account | null; after: Account },
  { revision, admins }: Basis,
): Write[] {
  const account = { ...accountItem(after), revision: revision + 1 };
  const listed = isEnabledAdmin(after);
  return [
    { Put: { TableName: tableName, Item: account, ...ifRevision(revision) } },
    ...(isEnabledAdmin(before) === listed ? [] : [adminsWrite(admins, after.id, listed)]),
  ];
}

function adminsWrite({ ids, revision }: Admins, id: string, listed: boolean): Write {
  const others = ids.filter((one) => one !== id);
  const list = { ids: listed ? [...others, id] : others, revision: revision + 1 };
  return {
    Put: { TableName: tableName, Item: { item: "Admins", ...keys.admins(), ...list }, ...ifRevision(revision) },
  };
}
