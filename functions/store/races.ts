import { setTimeout as pause } from "node:timers/promises";
import { Problem } from "../domain/problem.ts";
import { TableBusy, VersionRace } from "./transaction.ts";

/** How long an attempt is made again (milliseconds): the Lambda has 25 seconds, the gateway 30. */
const retryFor = 18_000;
const longestPause = 1_500;

/**
 * Repeats an attempt that lost a race for something's version, after a random pause that grows. The attempt is told how many
 * were made before it: what was read for the first is too old for any other.
 */
export async function retryRaces<T>(attempt: (before: number) => Promise<T>): Promise<T> {
  const end = Date.now() + retryFor;
  for (let tries = 0; ; tries++) {
    try {
      return await attempt(tries);
    } catch (error) {
      if (!(error instanceof VersionRace)) throw error;
      if (Date.now() > end) throw givenUp(error);
      await pause(Math.random() * Math.min(longestPause, 5 * 2 ** tries));
    }
  }
}

const givenUp = (race: VersionRace): Problem =>
  race instanceof TableBusy
    ? new Problem("unavailable", "the desk is very busy: try again in a moment", [], 5)
    : new Problem("version_race", "too many changes at the same moment: try again");
