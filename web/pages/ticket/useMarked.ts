import { useEffect } from "react";
import { useLocation } from "react-router";

type History = { hasNextPage: boolean; isFetching: boolean; fetchNextPage: () => Promise<unknown> };

/** The entry that the address names: read as far as it takes, brought into sight once, and marked. */
export function useMarked(
  { hasNextPage, isFetching, fetchNextPage }: History,
  entries: readonly { anchor: string }[],
): string {
  const marked = useLocation().hash.slice(1);
  const isThere = entries.some(({ anchor }) => anchor === marked);
  const isEntry = /^[en]-\d+$/.test(marked);
  useEffect(() => {
    if (isEntry && !isThere && hasNextPage && !isFetching) void fetchNextPage();
  }, [isEntry, isThere, hasNextPage, isFetching, fetchNextPage]);
  useEffect(() => {
    if (!isThere) return;
    const entry = document.getElementById(marked);
    entry?.scrollIntoView({ block: "center" });
    entry?.focus({ preventScroll: true });
  }, [isThere, marked]);
  return isEntry ? marked : "";
}
