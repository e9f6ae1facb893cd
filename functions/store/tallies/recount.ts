import { setTimeout as pause } from "node:timers/promises";
import { ticketsOfShard } from "../lists/ticketWalk.ts";
import { shards } from "../table.ts";
import { countTickets, together } from "./counting.ts";
import { findGenerations, setGenerations } from "./generations.ts";

export type Waits = {
  /** Longer than any counter runs that does not know of the recount yet: milliseconds. */
  begin: number;
  /** Longer than any reader shows what it has looked up: milliseconds. */
  end: number;
};
const usual: Waits = { begin: 35_000, end: 70_000 };

/**
 * Counts all tickets anew, beside the sums that are shown, and then shows the new ones. What happens meanwhile goes into
 * both. One that was cut off goes on where it was: a ticket that stands in the new sums is left alone. Shards are counted one
 * after the other, since a person's sums are in one place for the tickets of all of them.
 * @returns how many tickets it has looked at
 */
export async function recount(
  { begin, end }: Waits = usual,
  tell: (counted: number) => void = () => {},
): Promise<number> {
  const { shown } = await findGenerations();
  const next = shown + 1;
  await setGenerations({ shown, beside: next });
  await pause(begin);
  let counted = 0;
  for (const shard of shards) {
    for await (const ids of ticketsOfShard(shard, together)) {
      await countTickets(ids);
      counted += ids.length;
      tell(counted);
    }
  }
  await setGenerations({ shown: next, beside: shown });
  await pause(end);
  await setGenerations({ shown: next, beside: null });
  return counted;
}
