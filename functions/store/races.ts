import { setTimeout as pause } from "node:timers/promises";
import { Problem } from "../domain/problem.ts";
import { VersionRace } from "../store/tickets.ts";

/** How long a request goes on trying (milliseconds): well below the gateway's 30 seconds. */
const patience = 10_000;
const longestPause = 400;

/** Repeats an attempt that lost a race for the ticket's version, after a random pause that grows. */
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
