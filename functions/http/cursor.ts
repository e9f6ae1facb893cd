import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Problem } from "../domain/problem.ts";
import { cursorKey } from "../store/secrets.ts";

/** What a cursor belongs to: one caller, one route, one query. */
export type CursorScope = { account: string; route: string; query: Record<string, unknown> };

const algorithm = "aes-256-gcm";
const [ivBytes, tagBytes] = [12, 16];

/** A position in a list, sealed for its scope: nobody can read, change or use it elsewhere. */
export async function sealCursor(position: string | null, scope: CursorScope): Promise<string | null> {
  if (position === null) return null;
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, await cursorKey(), iv).setAAD(textOf(scope));
  const sealed = Buffer.concat([cipher.update(position, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/**
 * The position in a cursor that a client sent back.
 * @throws Problem invalid_cursor where it was changed, or belongs to another caller or query
 */
export async function openCursor(cursor: string | undefined, scope: CursorScope): Promise<string | null> {
  if (cursor === undefined) return null;
  const bytes = Buffer.from(cursor, "base64url");
  const key = await cursorKey();
  try {
    if (bytes.toString("base64url") !== cursor) throw new Error("not as it was written"); // which decoding overlooks
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
      .setAAD(textOf(scope))
      .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, "utf8") + decipher.final("utf8");
  } catch {
    throw new Problem("invalid_cursor", "this cursor was changed or belongs to another list: begin again without it");
  }
}

function textOf({ account, route, query }: CursorScope): Buffer {
  const filters = Object.entries(query)
    .filter(([name, value]) => name !== "cursor" && name !== "limit" && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify([account, route, filters]));
}
