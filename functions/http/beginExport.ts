import { randomUUID } from "node:crypto";
import type { routes } from "../contract/routes.ts";
import type { Account } from "../domain/account.ts";
import { type ExportQuery, exportsAnHour, exportWrite } from "../store/exports.ts";
import { commitCapped } from "../store/rateLimits.ts";
import type { Prepared } from "./action.ts";

/** Has a list of tickets written to a file; counted as it is begun. */
export function beginExport({ id: accountId }: Account, query: ExportQuery): Prepared<typeof routes.createExport> {
  const createdAt = new Date().toISOString();
  const begun = { id: randomUUID(), state: "running", rows: null, truncated: false, createdAt } as const;
  const write = exportWrite({ ...begun, accountId, query, writtenFor: null, object: null });
  return {
    result: { ...begun, url: null, expiresAt: null },
    write: (also) => commitCapped(exportsAnHour, { accountId, at: createdAt }, [write], also),
  };
}
