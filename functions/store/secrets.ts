import { randomBytes } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, putIfAbsent, tableName } from "./client.ts";
import { keys } from "./table.ts";

let encryptionKey: Promise<Buffer> | undefined;

/** The key that cursors are encrypted with, made at deployment; read once per Lambda instance. */
export function cursorKey(): Promise<Buffer> {
  encryptionKey ??= readSecret("cursor").catch((error: unknown) => {
    encryptionKey = undefined;
    throw error;
  });
  return encryptionKey;
}

/** Makes a secret of 32 random bytes; one that exists already stays. */
export const addSecret = (name: string): Promise<boolean> =>
  putIfAbsent({ item: "Secret", ...keys.secret(name), value: randomBytes(32).toString("base64") });

async function readSecret(name: string): Promise<Buffer> {
  const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key: keys.secret(name) }));
  if (typeof Item?.value !== "string") throw new Error(`the secret ${name} is missing: has the bootstrap run?`);
  return Buffer.from(Item.value, "base64");
}
