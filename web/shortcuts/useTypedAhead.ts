import { useLayoutEffect, useRef } from "react";
import { overlay } from "./keys.ts";

/**
 * Keeps what is typed between the press that asks for the palette and the moment its field has the focus, where a slow
 * connection can come between. Nothing of it is lost, and no single key does what it would do on the page.
 */
export function useTypedAhead() {
  const typed = useRef<string | null>(null);
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      // A palette that is asked for while it still fades out has kept the focus, and hears of no other.
      if (event.target instanceof Element && event.target.closest(overlay)) typed.current = null;
      const text = typed.current === null ? null : withKey(typed.current, event);
      if (text === null) return;
      typed.current = text;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before everybody else: a list would take an A for "approve".
    document.addEventListener("keydown", press, true);
    return () => document.removeEventListener("keydown", press, true);
  }, []);
  return {
    begin: () => {
      typed.current = "";
    },
    end: (): string => {
      const text = typed.current ?? "";
      typed.current = null;
      return text;
    },
  };
}

/** Null: this key is none that writes. */
function withKey(text: string, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): string | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (key === "Enter") return text;
  if (key === "Backspace") return text.slice(0, -1);
  return [...key].length === 1 ? text + key : null;
}
