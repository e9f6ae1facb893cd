import { type RefObject, useEffect, useRef } from "react";
import { isFree, isGoing, letterOf } from "../shortcuts/keys.ts";

const items = "[data-list-item]";

type Options = { onEnd?: () => void };

/**
 * J and K go down and up a list, by moving the focus itself: Enter then opens what has it, as it does for every link.
 * Put the ref on the list, and `data-list-item` on the link or button of each entry. `onEnd`: J at the last one.
 */
export function useListKeys<T extends HTMLElement>({ onEnd }: Options = {}): RefObject<T | null> {
  const list = useRef<T>(null);
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    let last: Element | null = null;
    const press = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[letterOf(event)];
      if (!step || !isFree(event) || isGoing() || !list.current) return;
      const all = [...list.current.querySelectorAll<HTMLElement>(items)];
      const next = after(all, last, step);
      if (!next) return step === 1 ? end.current?.() : undefined;
      event.preventDefault();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
      last = next;
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return list;
}

/** From where the focus is, or else from where it was last; the first where it has never been here. */
function after(all: HTMLElement[], last: Element | null, step: number): HTMLElement | undefined {
  const here = all.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
  if (here >= 0) return all[here + step];
  return all.find((item) => item === last) ?? all[0];
}
