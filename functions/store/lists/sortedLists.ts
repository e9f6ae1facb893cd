import { changeKeyOf, type TicketRow, urgencyKeyOf } from "../table.ts";
import { type ListPage, type ListRequest, readPage } from "./lists.ts";

/** So many tickets of one person are read and put in order together. */
const block = 1000;

/**
 * A page of one person's tickets in an order that no index of theirs has: the newest thousand are read and sorted, then
 * the next. Its position is where the block begins, and the last row shown of it, if any was.
 */
export async function readSorted(
  request: Omit<ListRequest<TicketRow>, "order">,
  sort: "changed" | "urgent",
): Promise<ListPage<TicketRow>> {
  const { limit } = request;
  const [begin = "", seen = ""] = request.after?.split("|") ?? [];
  const read = await readPage({ ...request, order: "newest", limit: block, after: begin || null });
  const sorted = inOrder(read.items, sort);
  const left = seen ? sorted.filter(({ key }) => !comesUpTo(key, seen, sort)) : sorted;
  const page = left.slice(0, limit);
  const items = page.map(({ row }) => row);
  if (left.length > limit) return { items, next: `${begin}|${page.at(-1)?.key}` };
  return { items, next: read.next };
}

function inOrder(rows: readonly TicketRow[], sort: "changed" | "urgent") {
  const keyed = rows.map((row) => ({ row, key: sort === "changed" ? changeKeyOf(row) : urgencyKeyOf(row) }));
  return keyed.sort((a, b) => (comesUpTo(a.key, b.key, sort) ? -1 : 1));
}

/** Last changed first is downwards; most urgent first is upwards, since the most urgent is 0. */
const comesUpTo = (key: string, other: string, sort: "changed" | "urgent"): boolean =>
  sort === "changed" ? key >= other : key <= other;
