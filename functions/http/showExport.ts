import type * as z from "zod/mini";
import type { ticketExport } from "../contract/exports.ts";
import type { Account } from "../domain/account.ts";
import { stateNow } from "../domain/export.ts";
import { Problem } from "../domain/problem.ts";
import { findExport, type StoredExport } from "../store/exports.ts";
import { exportAddress } from "../store/files.ts";

/** How an export stands; with the address of the file where it is ready. */
export async function showExport(owner: Account, id: string): Promise<z.output<typeof ticketExport>> {
  const found = await findExport(owner.id, id);
  if (!found) throw new Problem("not_found", "there is no such export");
  const state = stateNow(found, owner, new Date().toISOString());
  return { ...found, state, ...(state === "ready" ? await fileOf(found) : { url: null, expiresAt: null }) };
}

const fileOf = ({ accountId, id, createdAt, object }: StoredExport) =>
  exportAddress(accountId, id, { object, name: `tickets-${createdAt.slice(0, 10)}.csv` });
