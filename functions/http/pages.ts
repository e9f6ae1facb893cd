import type { Route } from "../contract/route.ts";
import type { ListPage } from "../store/lists.ts";
import type { TicketRow } from "../store/table.ts";
import { openCursor, sealCursor } from "./cursor.ts";

type PagedQuery = { limit: number; cursor?: string | undefined };

/** A page of a list of tickets: opens the cursor that came in, and seals the one that goes out. */
export async function page(
  route: Route,
  accountId: string,
  query: PagedQuery,
  read: (after: string | null, limit: number) => Promise<ListPage>,
): Promise<{ items: TicketRow[]; nextCursor: string | null }> {
  const scope = { account: accountId, route: route.path, query };
  const { rows, next } = await read(await openCursor(query.cursor, scope), query.limit);
  return { items: rows, nextCursor: await sealCursor(next, scope) };
}
