import { setTimeout as pause } from "node:timers/promises";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { Problem } from "../domain/problem.ts";
import { VersionRace } from "./tickets.ts";

/** How long an attempt is made again (milliseconds): well below the gateway's 30 seconds. */
const patience = 10_000;
const longestPause = 400;

/** Repeats an attempt that lost a race for something's version, after a random pause that grows. */
export async function retryRaces<T>(attempt: () => Promise<T>): Promise<T> {
  const end = Date.now() + patience;
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof VersionRace)) throw error;
      if (Date.now() > end) throw new Problem("version_race", "too many changes at the same moment: try again");
      await pause(Math.random() * Math.min(longestPause, 5 * 2 ** tries));
    }
  }
}

/** Whether one of the first `checked` parts of a transaction is no longer as it was read, or another transaction held one. */
export function isLostRace(error: unknown, checked: number): boolean {
  const reasons = reasonsOf(error);
  return reasons.slice(0, checked).includes("ConditionalCheckFailed") || reasons.includes("TransactionConflict");
}

/** Why each part of a transaction was refused; nothing where it failed otherwise. */
export const reasonsOf = (error: unknown): (string | undefined)[] =>
  error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []).map(({ Code }) => Code) : [];
