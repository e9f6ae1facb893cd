import { ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Account } from "../domain/account.ts";
import type { AuditEvent } from "../domain/audit.ts";
import { erase, type Path, personsIn } from "../domain/erasure.ts";
import { Problem } from "../domain/problem.ts";
import { wordsOf } from "../domain/words.ts";
import { findAccount, findStored, updateAccount } from "./accounts.ts";
import { dynamo, tableName } from "./client.ts";
import { deleteUser } from "./identity.ts";
import { writeWords } from "./search/words.ts";
import { mustBeAllShards } from "./shards.ts";
import { findDescribed } from "./tickets.ts";

type Item = Record<string, unknown> & { PK: string; SK: string; item: string };
/** A field to be changed, where this place still says whose it is. */
type Change = { path: Path; to: string | null; whose: Path };

/**
 * Takes somebody's name, e-mail and phone out of all that is kept but what expires by itself, and what people have written in
 * texts. Goes through the whole table until nothing is left; the account comes last, so that one that was cut off can be
 * begun again.
 * @returns how many items were changed
 * @throws Problem not_found, or invalid where the account is not disabled
 */
export async function eraseAccount(accountId: string): Promise<number> {
  await mustBeAllShards();
  const before = await findAccount(accountId);
  if (!before) throw new Problem("not_found", "there is no such account");
  const after = erase(before);
  let [changed, last] = [0, 0];
  do {
    last = 0;
    for await (const item of everyItem()) last += Number(await eraseIn(item, before, after));
    changed += last;
  } while (last > 0);
  await deleteUser(accountId);
  const stored = await findStored(accountId);
  if (stored) await updateAccount(stored, erase);
  return changed;
}

async function* everyItem(): AsyncGenerator<Item> {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await dynamo.send(new ScanCommand({ TableName: tableName, ExclusiveStartKey, ConsistentRead: true }));
    yield* (page.Items ?? []) as Item[];
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

async function eraseIn(item: Item, before: Account, after: Account): Promise<boolean> {
  if (item.item === "Account") return false;
  const names = personsIn(item, after).map((path) => ({
    path: [...path, "name"],
    to: after.name,
    whose: [...path, "id"],
  }));
  const changes = item.item === "Audit" ? [...names, ...profileChanges(item as unknown as AuditEvent, after)] : names;
  const isChanged = changes.length > 0 && (await change(item, changes, after.id));
  const { requester } = item as { requester?: { id?: string } };
  if (item.item === "Ticket" && requester?.id === after.id) await takeOutWords(String(item.id), before);
  return isChanged;
}

/** What an administrative change says of an account, before and after it. */
function profileChanges(event: AuditEvent, after: Account): Change[] {
  if (event.about.id !== after.id) return [];
  return (["before", "after"] as const).flatMap((side) =>
    (["name", "email", "phone"] as const)
      .filter((field) => {
        const profile = event[side] as Partial<Account> | null;
        return profile && profile[field] !== after[field];
      })
      .map((field) => ({ path: [side, field], to: after[field], whose: ["about", "id"] })),
  );
}

/** Changes single fields where they are: what somebody else writes into the item at that moment stays. */
async function change({ PK, SK }: Item, changes: readonly Change[], accountId: string): Promise<boolean> {
  const named = namedPaths();
  const sets = changes.map(({ path }, index) => `${named.place(path)} = :v${index}`);
  const conditions = [...new Set(changes.map(({ whose }) => `${named.place(whose)} = :whose`))];
  try {
    await dynamo.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { PK, SK },
        UpdateExpression: `SET ${sets.join(", ")}`,
        ConditionExpression: conditions.join(" AND "),
        ExpressionAttributeNames: named.names,
        ExpressionAttributeValues: {
          ...Object.fromEntries(changes.map(({ to }, index) => [`:v${index}`, to])),
          ":whose": accountId,
        },
      }),
    );
  } catch (error) {
    // Somebody else has changed it, or is about to: it is looked at once more.
    if (!(error instanceof Error && overtaken.has(error.name))) throw error;
  }
  return true;
}
const overtaken: ReadonlySet<string> = new Set(["ConditionalCheckFailedException", "TransactionConflictException"]);

/** Paths as expressions name them: any name may be one of DynamoDB's own words. */
function namedPaths() {
  const names: Record<string, string> = {};
  const part = (name: string | number): string => {
    if (typeof name === "number") return `[${name}]`;
    names[`#${name}`] = name;
    return `.#${name}`;
  };
  return { names, place: (path: Path): string => path.map(part).join("").slice(1) };
}

/** The ticket is no longer found by its requester's name, unless something else in it says the same word. */
async function takeOutWords(ticketId: string, { id, name }: Account): Promise<void> {
  const described = await findDescribed(ticketId);
  const ofName = wordsOf({ ticket: { title: "", requester: { id, name } }, description: "" });
  if (described) await writeWords(described, ofName);
}
