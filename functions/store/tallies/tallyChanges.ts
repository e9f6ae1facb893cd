import { isDeepStrictEqual } from "node:util";
import { added, contributionOf, dayOf, type Facts, factsOf, type Sums } from "../../domain/tally.ts";
import type { Ticket } from "../../domain/ticket.ts";
import { ifRevision, tableName } from "../client.ts";
import { type Key, nameOf, readItems } from "../items.ts";
import { keys } from "../table.ts";
import type { Write } from "../transaction.ts";
import type { Generations } from "./generations.ts";
import { type Tally, tallyItem, tallyOf } from "./tallyItem.ts";

/** The ticket as it was counted last: its marker. `generation` is the newest of the sums that it stands in. */
export type Counted = Facts & { id: string; revision: number; updatedAt: string; generation: number };
/** A ticket to be counted in these generations, and what has been counted of it before. */
export type Due = { ticket: Ticket; before: Counted | null; generations: number[] };

/** The sheets that a ticket stands in, or has stood in. */
export const sheetsOf = (due: Due): string[] => changesOf(due).map(({ key }) => nameOf(key));

/** What the tickets were is taken out of the sums, and what they are is put in. */
export async function changedTallies(due: readonly Due[], generations: Generations): Promise<Tally[]> {
  const changes = Map.groupBy(due.flatMap(changesOf), ({ key }) => nameOf(key));
  const items = await readItems(
    [...changes.values()].flatMap(([first]) => first?.key ?? []),
    { consistent: true },
  );
  const today = dayOf(new Date().toISOString());
  return [...changes].flatMap(([name, some]) => {
    const stored = items.get(name);
    const tally = stored ? tallyOf(stored) : { ...(some[0] as Change).key, revision: 0, sums: {} };
    const sums = keptSums(tally, generations);
    for (const { generation, sums: change, sign } of some)
      sums[generation] = added(sums[generation] ?? {}, change, sign, today);
    return isDeepStrictEqual(sums, tally.sums) ? [] : [{ ...tally, sums }];
  });
}

export const tallyWrite = ({ revision, ...tally }: Tally): Write => ({
  Put: {
    TableName: tableName,
    Item: tallyItem({ ...tally, revision: revision + 1 }),
    ...ifRevision(revision),
  },
});

type Change = { key: Key; generation: number; sums: Sums; sign: 1 | -1 };

/** A generation that is newer than the marker's has nothing of the ticket yet: there is only something to put in. */
function changesOf({ ticket, before, generations }: Due): Change[] {
  const sheets = (facts: Facts, generation: number, sign: 1 | -1): Change[] =>
    contributionOf(facts).map(({ audience, sheet, sums }) => {
      const key = keys.tally(audience, ticket.id, sheet);
      return { key, generation, sums, sign };
    });
  return generations.flatMap((generation) => [
    ...(before && before.generation >= generation ? sheets(before, generation, -1) : []),
    ...sheets(factsOf(ticket), generation, 1),
  ]);
}

/** Sums of generations that are shown no more are dropped. */
const keptSums = ({ sums }: Tally, { shown, beside }: Generations): Record<string, Sums> =>
  Object.fromEntries([shown, beside].flatMap((one) => (one !== null && sums[one] ? [[String(one), sums[one]]] : [])));
