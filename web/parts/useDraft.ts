import { useCallback, useState } from "react";

/** What somebody is writing, kept in this browser until it is sent. */
type Draft<T> = {
  value: T;
  /** Changes it and keeps it: what is kept survives a crash. */
  change: (next: T) => void;
  /** Shows something else for now; what is kept stays, since nobody knows yet whether it has arrived. */
  show: (next: T) => void;
  /** It has arrived: nothing is kept any more. */
  forget: () => void;
};

/** `place` names what is written and by whom: "comment:<account>:<ticket>". */
export function useDraft<T>(place: string, empty: T): Draft<T> {
  const key = `draft:${place}`;
  const [value, show] = useState(() => read<T>(key) ?? empty);
  const change = useCallback(
    (next: T) => {
      show(next);
      keep(key, next);
    },
    [key],
  );
  const forget = useCallback(() => localStorage.removeItem(key), [key]);
  return { value, change, show, forget };
}

function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as T | null;
  } catch {
    return null;
  }
}

function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The place is full or forbidden: writing goes on, only without a safety net.
  }
}
