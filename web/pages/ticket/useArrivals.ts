import { useIntersection } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { Placed } from "./entries.ts";

/** What others added since the end of the history was last in sight; nothing moves by itself. */
export function useArrivals(entries: readonly Placed[], myId: string, pages: number) {
  const { ref, entry } = useIntersection({ rootMargin: "0px 0px 40px 0px" });
  const last = entries.at(-1)?.sequence ?? 0;
  const [seen, setSeen] = useState({ upTo: last, pages });
  const isAtEnd = entry?.isIntersecting ?? false;
  // Older pages that somebody asks for are no news.
  const isPaging = seen.pages !== pages;
  useEffect(() => {
    if (isAtEnd || isPaging || seen.upTo === 0) setSeen({ upTo: last, pages });
  }, [isAtEnd, isPaging, seen.upTo, last, pages]);
  const arrived = entries.filter(({ sequence, by }) => seen.upTo > 0 && sequence > seen.upTo && by.id !== myId);
  return { end: ref, arrived: isPaging ? [] : arrived };
}
