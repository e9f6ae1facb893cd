import type { Account } from "../domain/account.ts";
import type { Audit, AuditEvent } from "../domain/audit.ts";
import { stillStands } from "./actorCheck.ts";
import { ifAbsent, tableName } from "./client.ts";
import { newAuditId } from "./ids.ts";
import { auditItem } from "./tableItems.ts";
import { type Write, writeTogether } from "./transaction.ts";

/**
 * Writes an administrative change in one transaction: what changes, its audit event, `also`; and all that only if the
 * actor is still who they were when it was decided.
 * @throws VersionRace where something has changed meanwhile
 */
export async function commitAudited(
  audit: Audit,
  changes: readonly Write[],
  actor: Account | null,
  also: readonly Write[] = [],
): Promise<void> {
  const event: AuditEvent = { ...audit, id: newAuditId() };
  const itself = actor?.id === audit.about.id; // the writes above check its revision already
  await writeTogether(
    [
      ...changes,
      { Put: { TableName: tableName, Item: auditItem(event), ...ifAbsent } },
      // An administrator who is being demoted or locked out at this moment finishes nothing any more.
      ...(actor && !itself ? [stillStands(actor)] : []),
    ],
    also,
  );
}
