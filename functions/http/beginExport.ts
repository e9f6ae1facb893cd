import { randomUUID } from "node:crypto";
import type * as z from "zod/mini";
import type { ticketExport } from "../contract/exports.ts";
import type { Account } from "../domain/account.ts";
import { Problem } from "../domain/problem.ts";
import { mayExport, mostExportsAnHour } from "../store/caps.ts";
import { addExport, type ExportQuery } from "../store/exports.ts";

/** Has a list of tickets written to a file. Counted first: one that is counted and then not begun is lost for the hour. */
export async function beginExport(
  { id: accountId }: Account,
  query: ExportQuery,
): Promise<z.output<typeof ticketExport>> {
  const createdAt = new Date().toISOString();
  if (!(await mayExport(accountId, createdAt))) {
    throw new Problem("too_many_requests", `nobody exports more than ${mostExportsAnHour} lists an hour`);
  }
  const begun = { id: randomUUID(), state: "running", rows: null, truncated: false, createdAt } as const;
  await addExport({ ...begun, accountId, query, writtenFor: null, object: null });
  return { ...begun, url: null, expiresAt: null };
}
