import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { useLocation, useNavigationType } from "react-router";
import { isFree, isGoing, letterOf } from "../shortcuts/keys.ts";

const items = "[data-list-item]";

type Options = { onEnd?: () => void };

/** By which entry of its list each page that somebody may come back to was left. */
const leftBy = new Map<string, string>();

/**
 * J and K go down and up a list, by moving the focus itself: Enter then opens what has it, as it does for every link.
 * Put the ref on the list, and `data-list-item` on the link of each entry. `onEnd`: J at the last one. Who comes back has the
 * focus on the entry that they left by.
 */
export function useListKeys<T extends HTMLElement>({ onEnd }: Options = {}): RefObject<T | null> {
  const list = useRef<T>(null);
  const end = useRef(onEnd);
  end.current = onEnd;
  useWayBack(list);
  useLayoutEffect(() => {
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

function useWayBack(list: RefObject<HTMLElement | null>): void {
  const { key } = useLocation();
  const isBack = useNavigationType() === "POP";
  const wanted = useRef(isBack ? leftBy.get(key) : undefined);
  // After each render: the entry may come later than the page.
  useEffect(() => {
    if (!wanted.current || !list.current) return;
    const item = [...list.current.querySelectorAll(items)].find((one) => one.getAttribute("href") === wanted.current);
    if (!(item instanceof HTMLElement)) return;
    wanted.current = undefined;
    if (!isNowhere(document.activeElement)) return;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  });
  useEffect(() => {
    // Before the link itself hears of it, which may take the list away.
    const leave = ({ target }: MouseEvent) => {
      const item = target instanceof Element ? target.closest(items) : null;
      const href = item?.getAttribute("href");
      if (href && list.current?.contains(item)) leftBy.set(key, href);
    };
    document.addEventListener("click", leave, true);
    return () => document.removeEventListener("click", leave, true);
  }, [key, list]);
}

/** The title has the focus of those who have not moved it yet. */
const isNowhere = (focused: Element | null): boolean => focused === document.body || !!focused?.matches(".page-title");

/** From where the focus is, or else from where it was last; the first where it has never been here. */
function after(all: HTMLElement[], last: Element | null, step: number): HTMLElement | undefined {
  const here = all.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
  if (here >= 0) return all[here + step];
  return all.find((item) => item === last) ?? all[0];
}
