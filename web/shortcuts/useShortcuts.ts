import { useLayoutEffect, useRef } from "react";
import { useNavigate } from "react-router";
import type { Role } from "../../functions/domain/account.ts";
import { placesFor } from "../app/places.ts";
import { beginGoing, endGoing, goKeys, isFree, isGoing, letterOf, opensPalette } from "./keys.ts";

type Options = { role: Role; open: (dialog: "palette" | "help") => void; toggle: () => void };

/** Ctrl K; C for a new ticket; G and a letter for a page; ? for help. */
export function useShortcuts(options: Options): void {
  const navigate = useNavigate();
  const now = useRef({ ...options, navigate });
  now.current = { ...options, navigate };
  // As soon as anything can be seen: an effect after painting may come later than the first key.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { role, open, toggle, navigate: go } = now.current;
      const run = (act: () => void) => {
        event.preventDefault();
        act();
      };
      if (opensPalette(event)) return run(toggle);
      if (event.repeat || !isFree(event)) return;
      const key = letterOf(event);
      if (key === "g") return beginGoing();
      if (isGoing()) {
        endGoing();
        const place = placesFor(role).find(({ to }) => to === goKeys[key]);
        if (place) run(() => void go(place.to));
        return;
      }
      if (key === "c") run(() => void go("/tickets/new"));
      // The second is the Arabic one.
      if (key === "?" || key === "؟") run(() => open("help"));
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
