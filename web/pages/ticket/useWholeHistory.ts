import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { historyQuery } from "../../api/tickets.ts";

/** So many pages are read without being asked for: nearly every ticket has fewer. */
const mostByItself = 10;

/** The history, read on to its end by itself: what was said last is what people come for, and it stands last. */
export function useWholeHistory(ticketId: string) {
  const history = useInfiniteQuery(historyQuery(ticketId));
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = history;
  const isReadingOn = hasNextPage && !isError && (data?.pages.length ?? 0) < mostByItself;
  useEffect(() => {
    if (isReadingOn && !isFetching) void fetchNextPage();
  }, [isReadingOn, isFetching, fetchNextPage]);
  return { ...history, isReadingOn };
}
