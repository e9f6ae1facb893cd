import { useState } from "react";
import { type ListSource, useTicketList } from "../../api/ticketLists.ts";
import type { TicketRow } from "../../api/ticketRow.ts";
import { keepPlaces, type Places } from "./keepPlaces.ts";

type Shown = Places & { of: string; data: unknown };

/** A list of tickets whose rows keep their places while it changes. Rows of the last list stay until the next is there. */
export function usePlaces(source: ListSource) {
  const { data, error, refetch, ...next } = useTicketList(source);
  const { hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError } = next;
  const of = JSON.stringify(source);
  const [shown, setShown] = useState<Shown>({ of, data: undefined, rows: [], held: [] });
  if (data && (data !== shown.data || of !== shown.of)) {
    const before = of === shown.of ? shown.rows : [];
    setShown({ of, data, ...keepPlaces(before, rowsIn(data), !hasNextPage) });
  }
  /** All as it stands now, the new ones among them. */
  const bringIn = () => data && setShown({ of, data, ...keepPlaces([], rowsIn(data), !hasNextPage) });
  const more = () => hasNextPage && !isFetchingNextPage && void fetchNextPage();
  return {
    rows: shown.rows,
    held: shown.held.length,
    isFirst: !data && shown.data === undefined,
    isOld: of !== shown.of,
    error: data ? null : error,
    moreError: isFetchNextPageError ? error : null,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    bringIn,
    more,
    refetch,
  };
}

const rowsIn = ({ pages }: { pages: { items: TicketRow[] }[] }): TicketRow[] => pages.flatMap(({ items }) => items);
