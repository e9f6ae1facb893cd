import { areKeysOn } from "./settings.ts";

const typing = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox]";
export const overlay = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";
/** Whether something lies on top of the page. */
export const isCovered = (): boolean => [...document.querySelectorAll(overlay)].some((one) => one.checkVisibility());

/** After G, a letter within this time goes to a page: milliseconds. */
const patience = 1500;
let goesUntil = 0;

/** G was pressed: the next letter names a page, whatever else it does. */
export const beginGoing = (): void => {
  goesUntil = Date.now() + patience;
};
export const endGoing = (): void => {
  goesUntil = 0;
};
export const isGoing = (): boolean => Date.now() < goesUntil;

/** Whether a single key may do something here and now: never while somebody types, or in something that lies on top. */
export function isFree(event: KeyboardEvent): boolean {
  if (!areKeysOn() || event.defaultPrevented || event.isComposing) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.target instanceof Element && event.target.closest(typing)) return false;
  return !isCovered();
}

/** Ctrl K, or Cmd K where there is such a key; it works in fields, too. */
export const opensPalette = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && letterOf(event) === "k";

/** The letter on the key, whatever alphabet the keyboard is set to. */
export function letterOf({ key, code }: KeyboardEvent): string {
  if (/^[ -~]$/.test(key)) return key.toLowerCase();
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

/** Pages by the key that follows G. */
export const goKeys: Record<string, string> = {
  d: "/",
  t: "/tickets",
  a: "/approvals",
  n: "/notifications",
  p: "/people",
  c: "/categories",
  e: "/departments",
  u: "/audit",
  m: "/profile",
};

export const goKeyOf = (to: string): string | undefined => Object.keys(goKeys).find((key) => goKeys[key] === to);

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);
