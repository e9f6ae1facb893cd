import type { ListPage } from "../store/lists/lists.ts";

type Bounds = { mostRows: number; until: number };
/** What has been read so far. */
export type Tally = { rows: number; truncated: boolean };
type Read<T> = (after: string | null) => Promise<ListPage<T>>;

/**
 * A list page by page up to a number of rows and a time (in milliseconds), each row once, with a tally of what came of it.
 * A row that moves within the list while it is read may come up again further on.
 */
export async function* exportPages<T extends { id: string }>(
  read: Read<T>,
  tally: Tally,
  { mostRows, until }: Bounds,
): AsyncGenerator<T[]> {
  const seen = new Set<string>();
  let after: string | null = null;
  do {
    const { items, next }: ListPage<T> = await read(after);
    const fresh = items.filter(({ id }) => !seen.has(id) && seen.add(id));
    const kept = fresh.slice(0, mostRows - tally.rows);
    tally.rows += kept.length;
    tally.truncated = fresh.length > kept.length || (next !== null && Date.now() > until);
    yield kept;
    after = next;
  } while (after !== null && !tally.truncated);
}
