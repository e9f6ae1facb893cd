import { setTimeout as pause } from "node:timers/promises";
import { ticketsOfShard } from "../lists/ticketWalk.ts";
import { mustBeAllShards } from "../shards.ts";
import { shards } from "../table.ts";
import { countTickets, together } from "./counting.ts";
import { changeGenerations, findGenerations, type Generations } from "./generations.ts";

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
  await mustBeAllShards();
  const before = await whenNoneEnds(end);
  const { shown } = before;
  const next = shown + 1;
  if (!(await changeGenerations(before, { shown, beside: next })))
    throw new Error("another recount began or ended at this moment: run it again");
  await pause(begin);
  let counted = 0;
  for (const shard of shards) {
    for await (const ids of ticketsOfShard(shard, together)) {
      await countTickets(ids);
      counted += ids.length;
      tell(counted);
    }
  }
  // Where one that ran beside this one was quicker, its sums are shown, and they are as good.
  await changeGenerations({ shown, beside: next }, { shown: next, beside: shown });
  await pause(end);
  await changeGenerations({ shown: next, beside: shown }, { shown: next, beside: null });
  return counted;
}

/** Another recount may just be ending, or was cut off there: for so long, readers may still show the sums that it keeps beside. */
async function whenNoneEnds(end: number): Promise<Generations> {
  const now = await findGenerations();
  if (now.beside === null || now.beside > now.shown) return now;
  await pause(end);
  return findGenerations();
}
