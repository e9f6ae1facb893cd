import { Problem } from "../domain/problem.ts";
import { countTry } from "../store/rateLimits.ts";
import { keys } from "../store/table.ts";

/*
 * The gateway's limits hold for all callers together. These keep a single one from flooding the desk or trying out ids.
 */

/** Counts a ticket that somebody is about to raise. @throws Problem too_many_requests */
export const countRaising = (accountId: string): Promise<void> =>
  countTry(accountId, {
    key: keys.raiseCount,
    most: Number(process.env.TICKETS_A_MINUTE),
    says: "you raise tickets too fast: wait a minute",
  });

/** Passes an error on and counts misses. Who has missed too often gets 429 instead, whether this was a miss or not there. */
export async function countMiss(accountId: string, error: unknown): Promise<never> {
  if (error instanceof Problem && error.code === "not_found") {
    await countTry(accountId, {
      key: keys.missCount,
      most: Number(process.env.MISSES_A_MINUTE),
      says: "you have asked too often for what is not there: wait a minute",
    });
  }
  throw error;
}
