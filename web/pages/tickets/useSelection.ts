import { useState } from "react";
import { useMe } from "../../api/me.ts";
import type { ListSource } from "../../api/ticketLists.ts";
import type { TicketRow } from "../../api/ticketRow.ts";
import { isAssignable, mayAssign } from "./assigning.ts";
import type { Placed } from "./keepPlaces.ts";

/** The tickets of a list that somebody has selected, to assign them together. */
export type Selection = {
  /** Those that can still be assigned: others may do so meanwhile. */
  tickets: readonly TicketRow[];
  /** How many there are to be selected. */
  of: number;
  isOffered: (placed: Placed) => boolean;
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  toggleAll: () => void;
  clear: () => void;
};

/** Null for who assigns nothing. */
export function useSelection(source: ListSource, rows: readonly Placed[]): Selection | null {
  const { role } = useMe();
  const list = JSON.stringify(source);
  const [selected, setSelected] = useState<{ list: string; ids: readonly string[] }>({ list, ids: [] });
  if (!mayAssign(role)) return null;
  const ids = selected.list === list ? selected.ids : [];
  const set = (next: readonly string[]) => setSelected({ list, ids: next });
  const isOffered = (placed: Placed) => isAssignable(role, placed);
  const offered = rows.filter(isOffered).map(({ row }) => row);
  const tickets = offered.filter(({ id }) => ids.includes(id));
  return {
    tickets,
    of: offered.length,
    isOffered,
    has: (id) => ids.includes(id),
    toggle: (id) => set(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]),
    toggleAll: () => set(tickets.length === offered.length ? [] : offered.map(({ id }) => id)),
    clear: () => set([]),
  };
}
