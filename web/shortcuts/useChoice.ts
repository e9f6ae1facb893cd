import { type KeyboardEvent, useEffect, useState } from "react";
import type { Entry } from "./useEntries.ts";

/** Which entry is pointed at, the first where none is; and the keys that move along them and choose one. */
export function useChoice(entries: readonly Entry[], isSearching: boolean, choose: (entry: Entry) => void) {
  // By its id: what is found later may come to stand above it.
  const [pointed, setPointed] = useState<string | null>(null);
  const [isEntered, setEntered] = useState(false);
  const at = Math.max(
    entries.findIndex(({ id }) => id === pointed),
    0,
  );
  const entry = entries[at];
  // Whoever has typed on and presses Enter does not mean what was found for the words before.
  const mustWait = isSearching && pointed === null && (!entry || entry.isFound === true);
  useEffect(() => {
    if (!isEntered || mustWait) return;
    setEntered(false);
    if (entry) choose(entry);
  });
  const point = (index: number) => setPointed(entries[index]?.id ?? null);
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1 + entries.length };
    const move = moves[event.key];
    if (move !== undefined && entries.length > 0) point(move % entries.length);
    else if (event.key === "Enter") setEntered(true);
    else return;
    event.preventDefault();
  };
  const begin = () => {
    setPointed(null);
    setEntered(false);
  };
  return { at, point, press, begin };
}
