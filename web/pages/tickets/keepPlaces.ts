import type { TicketRow } from "../../api/ticketRow.ts";

/** A row where somebody saw it first. `isGone`: the list no longer has it; `isChanged`: it was another one before. */
export type Placed = { row: TicketRow; isGone: boolean; isChanged: boolean };
/** What is shown, and what is kept back since it would push that away. */
export type Places = { rows: Placed[]; held: TicketRow[] };

/**
 * Puts a list that was read again where it was: what is shown stays there with what is new about it, what comes after the
 * end is added, and what would come between or before waits until somebody asks for it.
 */
export function keepPlaces(before: readonly Placed[], fresh: readonly TicketRow[], isWhole: boolean): Places {
  const now = new Map(fresh.map((row) => [row.id, row]));
  const known = new Set(before.map(({ row }) => row.id));
  const end = fresh.findLastIndex(({ id }) => known.has(id));
  const lastSeen = before.findLastIndex(({ row }) => now.has(row.id));
  const kept = before.map(({ row }, place): Placed => {
    const current = now.get(row.id);
    // Newer rows push the last ones over to pages that were not read: those are not gone.
    if (!current) return { row, isGone: isWhole || place <= lastSeen, isChanged: false };
    return { row: current, isGone: false, isChanged: current.updatedAt !== row.updatedAt };
  });
  const strangers = [...now.values()].filter(({ id }) => !known.has(id));
  const isBehind = ({ id }: TicketRow) => fresh.findIndex((row) => row.id === id) > end;
  const added = strangers.filter(isBehind).map((row): Placed => ({ row, isGone: false, isChanged: false }));
  return { rows: [...kept, ...added], held: strangers.filter((row) => !isBehind(row)) };
}
