import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { dynamo } from "./client.ts";

/** One part of a transaction. */
export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** Somebody else's write came first. Read again, and decide again. */
export class VersionRace extends Error {
  override name = "VersionRace";
}

/** The table takes no more at this moment. Nothing was written, and in a moment it may be. */
export class TableBusy extends VersionRace {
  override name = "TableBusy";
}

/**
 * Writes all of `checked` and `also`, or nothing. The SDK repeats a lost answer under the same token, so that nothing is
 * written twice.
 * @param checked the writes whose condition says that something is still as it was read
 * @param also those whose condition says something else: a claimed Idempotency-Key that failed its check was taken by
 *   another attempt, and to try again would be wrong
 * @throws VersionRace where what was checked has changed, or another transaction held a part of it; TableBusy
 */
export async function writeTogether(checked: readonly Write[], also: readonly Write[] = []): Promise<void> {
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems: [...checked, ...also] }));
  } catch (error) {
    const reasons = reasonsOf(error);
    if (reasons.slice(0, checked.length).includes("ConditionalCheckFailed") || reasons.includes("TransactionConflict"))
      throw new VersionRace("something has changed since it was read", { cause: error });
    throw reasons.some(isThrottling) ? new TableBusy("the table is busy", { cause: error }) : error;
  }
}

/** Why each part of a transaction was refused; nothing where it failed otherwise. */
export const reasonsOf = (error: unknown): (string | undefined)[] =>
  error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []).map(({ Code }) => Code) : [];

/** The SDK tries a throttled write again, but not a transaction that was cancelled because a part of it was throttled. */
const isThrottling = (reason: string | undefined): boolean =>
  reason === "ThrottlingError" || reason === "ProvisionedThroughputExceeded";
