import { createHash } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { shippedCategories } from "../domain/category.ts";
import { defaultPreferences } from "../domain/preferences.ts";
import { findAccount, putAccount } from "./accounts.ts";
import { readAdmins } from "./accountWrites.ts";
import { addCategory } from "./catalogue.ts";
import { dynamo, putIfAbsent, tableName } from "./client.ts";
import { findUserStatus } from "./identity.ts";
import { addSecret } from "./secrets.ts";
import { keepShards } from "./shards.ts";
import { invite, inviteAgain } from "./signInMail.ts";
import { keys } from "./table.ts";

/**
 * Runs at deployment and changes nothing that is there already: signing key, shipped categories, first admin. Refuses a number of
 * shards that is smaller than before.
 */
export async function handler(): Promise<void> {
  await keepShards();
  await addSecret("cursor");
  await Promise.all(shippedCategories.map(addCategory));
  await bringAdmin(process.env.FIRST_ADMIN_EMAIL ?? "");
}

/**
 * Invites the first admin, once for each address: whoever has left and was erased is unknown to the user pool, and would come
 * back as an admin with the next deployment. Only a user pool that knows no admin at all needs them again.
 */
async function bringAdmin(email: string): Promise<void> {
  const mark = keys.firstAdmin(hashOf(email));
  if ((await exists(mark)) && (await isAnyAdminKnown())) return;
  const { id, mayWait } = await invite(email);
  if (mayWait && !(await findAccount(id))) await inviteAgain(email);
  await putAccount({
    id,
    email,
    name: "Administrator",
    role: "admin",
    department: null,
    phone: null,
    disabled: false,
    notifications: defaultPreferences,
    createdAt: new Date().toISOString(),
  });
  await putIfAbsent({ item: "FirstAdmin", ...mark });
}

/** By this the address is known again, and does not stay in the table once its owner is erased. */
const hashOf = (email: string): string => createHash("sha256").update(email.toLowerCase()).digest("base64url");

async function exists(Key: { PK: string; SK: string }): Promise<boolean> {
  const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key }));
  return Item !== undefined;
}

async function isAnyAdminKnown(): Promise<boolean> {
  const { ids } = await readAdmins();
  const statuses = await Promise.all(ids.map(findUserStatus));
  return statuses.some((status) => status !== null);
}
