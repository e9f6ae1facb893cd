import { due } from "../store/clock.ts";
import type { ClockState } from "../store/table.ts";

/** So many at once: Step Functions answers only so many questions a second. */
const atOnce = 5;

/**
 * Does it for every ticket that has been in a state since before a time (ISO 8601), before it fails for any: one that cannot be
 * mended must not keep the others waiting.
 * @returns how many there were, and for how many `act` says that something was done
 */
export async function eachDue(
  state: ClockState,
  before: string,
  act: (ticketId: string) => Promise<boolean>,
): Promise<{ looked: number; done: number }> {
  const result = { looked: 0, done: 0 };
  const errors: unknown[] = [];
  const work = async (ids: readonly string[]) => {
    for (const one of await Promise.allSettled(ids.map(act))) {
      result.looked++;
      if (one.status === "rejected") errors.push(one.reason);
      else if (one.value) result.done++;
    }
  };
  for await (const ids of due(state, before)) {
    for (let from = 0; from < ids.length; from += atOnce) await work(ids.slice(from, from + atOnce));
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of ${result.looked} tickets failed`);
  return result;
}
