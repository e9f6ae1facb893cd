import { useSyncExternalStore } from "react";

const minute = 60_000;

/** The minute that it is, counted from 1970: who says how long ago something was says it anew when that has changed. */
export const useMinute = (): number => useSyncExternalStore(subscribe, () => Math.floor(Date.now() / minute));

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, minute / 4);
  return () => clearInterval(timer);
}
