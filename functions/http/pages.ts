import type { Route } from "../contract/route.ts";
import { openCursor, sealCursor } from "./cursor.ts";

type PagedQuery = { limit: number; cursor?: string | undefined };

/** A page of a list: opens the cursor that came in, and seals the one that goes out. */
export async function page<T>(
  route: Route,
  accountId: string,
  query: PagedQuery,
  read: (after: string | null, limit: number) => Promise<{ items: T[]; next: string | null }>,
): Promise<{ items: T[]; nextCursor: string | null }> {
  const scope = { account: accountId, route: route.path, query };
  const { items, next } = await read(await openCursor(query.cursor, scope), query.limit);
  return { items, nextCursor: await sealCursor(next, scope) };
}

/** A page of a list that is short enough to be read whole; all of it where no limit is given. */
export function pageOfAll<T extends { id: string }>(
  route: Route,
  accountId: string,
  { limit = Number.POSITIVE_INFINITY, cursor }: { limit?: number | undefined; cursor?: string | undefined },
  all: readonly T[],
): Promise<{ items: T[]; nextCursor: string | null }> {
  return page(route, accountId, { limit, cursor }, async (after) => {
    const begin = all.findIndex(({ id }) => id === after) + 1;
    const items = all.slice(begin, begin + limit);
    return { items, next: begin + limit < all.length ? (items.at(-1)?.id ?? null) : null };
  });
}
