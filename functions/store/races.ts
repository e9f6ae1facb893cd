import { setTimeout as pause } from "node:timers/promises";
import { busy, Problem } from "../domain/problem.ts";
import { TableBusy, VersionRace } from "./transaction.ts";

/** How long an attempt is made again (milliseconds): the Lambda has 25 seconds, the gateway 30. */
const retryFor = 18_000;
const longestPause = 1_500;

/**
 * Repeats an attempt that lost a race for something's version, after a random pause that grows. The attempt is told whether it
 * is late (it waited for another, or is made again): what was read before it is too old then.
 * @param id what the race is about; an attempt must not begin another race for the same
 */
export async function retryRaces<T>(id: string, attempt: (isLate: boolean) => Promise<T>): Promise<T> {
  const end = Date.now() + retryFor;
  for (let tries = 0; ; tries++) {
    try {
      return await inTurn(id, (hasWaited) => attempt(hasWaited || tries > 0));
    } catch (error) {
      if (!(error instanceof VersionRace)) throw error;
      if (Date.now() > end) throw givenUp(error);
      await pause(Math.random() * Math.min(longestPause, 5 * 2 ** tries));
    }
  }
}

const turns = new Map<string, Promise<unknown>>();

/**
 * Attempts at the same thing take turns where one thread has several of them: of all at once, one would win, and the others
 * would have worked for nothing. A Lambda has one request at a time; a thread of the local cloud has many.
 */
async function inTurn<T>(id: string, attempt: (hasWaited: boolean) => Promise<T>): Promise<T> {
  const before = turns.get(id);
  const late = () => attempt(true);
  const turn = before ? before.then(late, late) : attempt(false);
  turns.set(id, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(id) === turn) turns.delete(id);
  }
}

const givenUp = (race: VersionRace): Problem =>
  race instanceof TableBusy ? busy() : new Problem("version_race", "too many changes at the same moment: try again");
