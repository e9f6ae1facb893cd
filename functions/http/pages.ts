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
