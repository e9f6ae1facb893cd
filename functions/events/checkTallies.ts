import { checkTallies } from "../store/tallies/tallyCheck.ts";

/**
 * Compares the sums of all dashboards with a recount, each day. Fails where they differ: an alarm says so, and
 * `npm run recount` puts them right.
 */
export async function handler(): Promise<{ tickets: number }> {
  const { tickets, differences } = await checkTallies();
  if (differences.length === 0) return { tickets };
  for (const one of differences.slice(0, 20)) console.error(one);
  throw new Error(`${differences.length} sums differ from a recount of ${tickets} tickets: run npm run recount`);
}
