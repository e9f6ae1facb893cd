import { useEffect } from "react";
import { isCovered, overlay } from "../shortcuts/keys.ts";

/** Who knows better where the focus belongs, such as a page that has just come, has so long to take it: milliseconds. */
const patience = 150;

/**
 * The focus is never nowhere. What cannot be pressed while it is being done gets it back; where what had the focus is gone, it
 * goes to where a dialog was opened from, or else to what was nearest around it, so that Tab goes on from there.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = null;
    /** What had the focus last in the page itself, and all around it. */
    let around: Element[] = [];
    let isLost = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      last = target;
      isLost = false;
      if (!target.closest(overlay)) around = wayUp(target);
    };
    // Whoever presses beside everything wants the focus nowhere.
    const forget = () => {
      last = null;
    };
    const settle = () => {
      if (!last || document.activeElement !== document.body || !document.hasFocus()) return;
      if (isCovered()) return last.closest(overlay) ? takeBack(last) : undefined;
      const isUnderWay = last.isConnected && last.hasAttribute("data-loading");
      const isPageThere = document.querySelector("#content .page-title") !== null;
      if (isUnderWay || !isPageThere) return;
      const next = [last, ...around].find(canTake) ?? document.querySelector(".page-title");
      if (next instanceof HTMLElement) focusOn(next);
    };
    const watch = new MutationObserver(() => {
      isLost ||= last !== null && !isUsable(last);
      if (!isLost) return;
      clearTimeout(timer);
      timer = setTimeout(settle, patience);
    });
    document.addEventListener("focusin", note);
    document.addEventListener("pointerdown", forget, true);
    watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("focusin", note);
      document.removeEventListener("pointerdown", forget, true);
      watch.disconnect();
    };
  }, []);
}

/** What holds the title as well is too large to say where somebody was: the title itself says more. */
function wayUp(from: Element): Element[] {
  const way: Element[] = [];
  for (let one: Element | null = from; one && !one.querySelector(".page-title"); one = one.parentElement) way.push(one);
  return way;
}

/** A dialog has the focus to itself: what was pressed there, or written in, has it again when that is possible again. */
function takeBack(one: Element): void {
  if (isUsable(one) && one instanceof HTMLElement) one.focus({ preventScroll: true });
}

const isUsable = (one: Element): boolean => one.isConnected && !one.matches(":disabled");
const canTake = (one: Element): boolean => isUsable(one) && one.closest("#content, header") !== null;

/** What is around is no stop for Tab: it takes the focus this once. */
function focusOn(one: HTMLElement): void {
  one.focus({ preventScroll: true });
  if (document.activeElement === one) return;
  one.tabIndex = -1;
  one.addEventListener("blur", () => one.removeAttribute("tabindex"), { once: true });
  one.focus({ preventScroll: true });
}
