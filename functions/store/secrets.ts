import { randomBytes } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, putIfAbsent, tableName } from "./client.ts";
import { keys } from "./table.ts";

let signingKey: Promise<Buffer> | undefined;

/** The key that signs cursors, made at deployment; read once per Lambda instance. */
export function cursorKey(): Promise<Buffer> {
  signingKey ??= readSecret("cursor").catch((error: unknown) => {
    signingKey = undefined;
    throw error;
  });
  return signingKey;
}

/** Makes a secret of 32 random bytes; one that exists already stays. */
export const addSecret = (name: string): Promise<boolean> =>
  putIfAbsent({ item: "Secret", ...keys.secret(name), value: randomBytes(32).toString("base64") });

async function readSecret(name: string): Promise<Buffer> {
  const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key: keys.secret(name) }));
  if (typeof Item?.value !== "string") throw new Error(`the secret ${name} is missing: has the bootstrap run?`);
  return Buffer.from(Item.value, "base64");
}
