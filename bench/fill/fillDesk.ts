import type { Account } from "../../functions/domain/account.ts";
import { withoutKeys } from "../../functions/store/table.ts";
import type { Item } from "../hotKeys/hotKeysUnits.ts";
import { openTableFile } from "./fillFile.ts";
import { itemsOf } from "./fillItems.ts";
import type { Step } from "./fillLives.ts";
import { totals } from "./fillSums.ts";
import { tickets } from "./fillTickets.ts";

type Options = {
  file: string;
  tickets: number;
  words?: number;
  from?: number;
  /** How many wait for a decision: at least a hundred unless told, and one in 250. */
  waiting?: number;
  onTenth?: (tickets: number) => void;
};

const together = 2000;

/** Loads so many tickets with their history, index rows, words and sums. Gives how many items there were. */
export function fillDesk(options: Options): number {
  const { file, tickets: count, words = 4, from = 0, waiting = Math.max(100, count / 250), onTenth } = options;
  const into = openTableFile(file);
  const accounts = into.accounts().map((item) => withoutKeys<Account>(item));
  const sums = totals(into.sums());
  const tenth = Math.ceil(count / 10);
  let items: Item[] = [];
  let [done, written] = [0, 0];
  const flush = () => {
    into.put(items);
    written += items.length;
    items = [];
  };
  for (const steps of tickets({ accounts, tickets: count, from, words, waiting })) {
    const { ticket } = steps.at(-1) as Step;
    items.push(...itemsOf(steps));
    sums.add(ticket);
    done++;
    if (done % together === 0) flush();
    if (done % tenth === 0) onTenth?.(done);
  }
  items.push(...sums.items());
  flush();
  into.close();
  return written;
}
