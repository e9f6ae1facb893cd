import { added, contributionOf, dayOf, factsOf } from "../../functions/domain/tally.ts";
import type { Ticket } from "../../functions/domain/ticket.ts";
import { keys } from "../../functions/store/table.ts";
import { type Tally, tallyItem, tallyOf } from "../../functions/store/tallies/tallyItem.ts";
import type { Item } from "../hotKeys/hotKeysUnits.ts";

/** What has expired already would be taken away while something else is measured. */
const isKept = (item: Item): boolean => !(Number(item.expiresAt) < Date.now() / 1000);

export type Totals = { add(ticket: Ticket): void; items(): Item[] };

/** The sums of all dashboards over the tickets that are added, as the counters would have written them. */
export function totals(before: readonly Item[]): Totals {
  const sheets = new Map<string, Tally>();
  for (const item of before) sheets.set(`${item.PK} ${item.SK}`, tallyOf(item));
  const today = dayOf(new Date().toISOString());
  return {
    add(ticket) {
      for (const { audience, sheet, sums } of contributionOf(factsOf(ticket))) {
        const key = keys.tally(audience, ticket.id, sheet);
        const name = `${key.PK} ${key.SK}`;
        const found = sheets.get(name)?.sums["1"] ?? {};
        sheets.set(name, { ...key, revision: 1, sums: { "1": added(found, sums, 1, today) } });
      }
    },
    items: () => [...sheets.values()].map(tallyItem).filter(isKept),
  };
}
