import { useSyncExternalStore } from "react";

const place = "shortcuts";
const listeners = new Set<() => void>();

/** Whether single keys do something: some people's software types them by itself (WCAG 2.1.4). */
export const areKeysOn = (): boolean => localStorage.getItem(place) !== "off";

export function setKeys(on: boolean): void {
  if (on) localStorage.removeItem(place);
  else localStorage.setItem(place, "off");
  for (const listener of listeners) listener();
}

export const useKeysOn = (): boolean => useSyncExternalStore(subscribe, areKeysOn);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}
