import { useCallback, useLayoutEffect, useState } from "react";

/** What somebody is writing, kept in this browser until it is sent. */
type Draft<T> = {
  value: T;
  /** Changes it and keeps it: what is kept survives a crash, a reload and the end of the session. */
  change: (next: T) => void;
  /** Shows something else for now; what is kept stays, since nobody knows yet whether it has arrived. */
  show: (next: T) => void;
  /** It has arrived: nothing is kept any more. */
  forget: () => void;
};

/** Where each draft is shown: whoever left a page and came back sees what becomes of what they had sent before. */
const shownAt = new Map<string, Set<(next: never) => void>>();

/** `place` names what is written and by whom: "comment:<account>:<ticket>". */
export function useDraft<T>(place: string, empty: T): Draft<T> {
  const [value, setValue] = useState(() => keptDraft<T>(place) ?? empty);
  useLayoutEffect(() => {
    const here = shownAt.get(place) ?? new Set();
    shownAt.set(place, here.add(setValue));
    return () => {
      here.delete(setValue);
    };
  }, [place]);
  const show = useCallback(
    (next: T) => {
      for (const set of shownAt.get(place) ?? []) (set as (next: T) => void)(next);
    },
    [place],
  );
  const change = useCallback(
    (next: T) => {
      show(next);
      keep(place, next);
    },
    [place, show],
  );
  const forget = useCallback(() => forgetDraft(place), [place]);
  return { value, change, show, forget };
}

/** Where what somebody writes on a ticket is kept: a comment, an edit, the words of a step (on its page and among the approvals). */
export const placeOn = (ticketId: string, accountId: string, kind: string): string =>
  `${kind}:${accountId}:${ticketId}`;

export const forgetDraft = (place: string): void => localStorage.removeItem(keyOf(place));

const keyOf = (place: string): string => `draft:${place}`;

/** What is kept at a place, without writing there. */
export function keptDraft<T>(place: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(place)) ?? "null") as T | null;
  } catch {
    return null;
  }
}

function keep(place: string, value: unknown): void {
  try {
    localStorage.setItem(keyOf(place), JSON.stringify(value));
  } catch {
    // The place is full or forbidden: writing goes on, only without a safety net.
  }
}
