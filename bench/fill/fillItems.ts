import { isSettled } from "../../functions/domain/ticket.ts";
import { wordsOf } from "../../functions/domain/words.ts";
import { countedItem, eventItem, stagesItem, ticketItem, wordItem } from "../../functions/store/tableItems.ts";
import type { Item } from "../hotKeys/hotKeysUnits.ts";
import type { Step } from "./fillLives.ts";

/** All that there is in the table of a ticket that has lived so, but for the sums that it stands in. */
export function itemsOf(steps: readonly Step[]): Item[] {
  const last = steps.at(-1);
  if (!last) return [];
  const { ticket } = last;
  const words = wordsOf(last);
  const text = { words: ` ${words.join(" ")} ` };
  return [
    ticketItem(ticket),
    ...(isSettled(ticket) ? [stagesItem(ticket)] : []),
    ...steps.map(({ event }) => eventItem(event)),
    countedItem(ticket, 1),
    ...words.map((word) => wordItem(word, ticket, text)),
  ];
}
