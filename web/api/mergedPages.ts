import type { TicketRow } from "./ticketRow.ts";

/** How far one of several lists has been read: what was read and not yet shown, and where it goes on. */
export type Reading = { rows: TicketRow[]; cursor: string | null; isOver: boolean };
export type Sort = "newest" | "oldest" | "changed" | "urgent";

export const unread: Reading = { rows: [], cursor: null, isOver: false };

/**
 * The next rows of several lists in one order. It ends where a list must be read on before anybody can say what comes
 * next; what is left waits in the readings.
 */
export function takeMerged(readings: readonly Reading[], sort: Sort): { items: TicketRow[]; left: Reading[] } {
  const left = readings.map((reading) => ({ ...reading, rows: [...reading.rows] }));
  const items: TicketRow[] = [];
  while (left.every(({ rows, isOver }) => rows.length > 0 || isOver)) {
    const [first] = left.filter(({ rows }) => rows.length > 0).sort((a, b) => compare(a.rows[0]!, b.rows[0]!, sort));
    const row = first?.rows.shift();
    if (!row) break;
    items.push(row);
  }
  return { items, left };
}

const urgency = { critical: 0, high: 1, medium: 2, low: 3 };

function compare(a: TicketRow, b: TicketRow, sort: Sort): number {
  const byAge = a.createdAt.localeCompare(b.createdAt);
  if (sort === "oldest") return byAge;
  if (sort === "changed") return b.updatedAt.localeCompare(a.updatedAt);
  if (sort === "urgent") return urgency[a.priority] - urgency[b.priority] || byAge;
  return -byAge;
}
