import { due } from "../store/clock.ts";
import { settled } from "../store/settled.ts";
import type { ClockState } from "../store/table.ts";
import { whatFailed } from "../store/whatFailed.ts";

/** So many at once: Step Functions answers only so many questions a second. */
const atOnce = 5;

/**
 * Does it for every ticket that has been in one of these states since before a time (ISO 8601), before it fails for any: one that
 * cannot be mended must not keep the others waiting.
 * @returns how many there were, and for how many `act` says that something was done
 */
export async function eachDue(
  states: readonly ClockState[],
  before: string,
  act: (ticketId: string) => Promise<boolean>,
): Promise<{ looked: number; done: number }> {
  const results: PromiseSettledResult<boolean>[] = [];
  for (const state of states) {
    for await (const ids of due(state, before)) results.push(...(await settled(ids, telling(act), atOnce)));
  }
  const errors = results.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of ${results.length} tickets failed`);
  return { looked: results.length, done: results.filter((one) => one.status === "fulfilled" && one.value).length };
}

/** Of many errors at once, Lambda logs how many there were, and none of them. */
const telling = (act: (ticketId: string) => Promise<boolean>) => (ticketId: string) =>
  act(ticketId).catch((error: unknown) => {
    console.error({ ticketId, ...whatFailed(error) });
    throw error;
  });
