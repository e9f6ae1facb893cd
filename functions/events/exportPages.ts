import type { ListPage } from "../store/lists/lists.ts";

type Bounds = { mostRows: number; until: number };
/** What has been read so far. */
export type Written = { rows: number; truncated: boolean };
type Read<T> = (after: string | null) => Promise<ListPage<T>>;

/**
 * A list page by page up to a number of rows and a time (in milliseconds), each row once; `written` keeps count.
 * A row that moves within the list while it is read may come up again further on.
 */
export async function* exportPages<T extends { id: string }>(
  read: Read<T>,
  written: Written,
  { mostRows, until }: Bounds,
): AsyncGenerator<T[]> {
  const seen = new Set<string>();
  let after: string | null = null;
  do {
    const { items, next }: ListPage<T> = await read(after);
    const fresh = items.filter(({ id }) => !seen.has(id) && seen.add(id));
    const kept = fresh.slice(0, mostRows - written.rows);
    written.rows += kept.length;
    written.truncated = fresh.length > kept.length || (next !== null && Date.now() > until);
    yield kept;
    after = next;
  } while (after !== null && !written.truncated);
}
