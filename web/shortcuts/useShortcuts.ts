import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import type { Role } from "../../functions/domain/account.ts";
import { placesFor } from "../app/places.ts";
import { goKeys, isFree, letterOf, opensPalette } from "./keys.ts";

type Options = { role: Role; open: (dialog: "palette" | "help") => void; toggle: () => void };

/** After G, a letter within this time goes to a page: milliseconds. */
const patience = 1500;

/** Ctrl K; C for a new ticket; G and a letter for a page; ? for help. */
export function useShortcuts(options: Options): void {
  const navigate = useNavigate();
  const now = useRef({ ...options, navigate });
  now.current = { ...options, navigate };
  useEffect(() => {
    let goesUntil = 0;
    const press = (event: KeyboardEvent) => {
      const { role, open, toggle, navigate: go } = now.current;
      const run = (act: () => void) => {
        event.preventDefault();
        act();
      };
      if (opensPalette(event)) return run(toggle);
      if (!isFree(event)) return;
      const key = letterOf(event);
      const to = Date.now() < goesUntil ? goKeys[key] : undefined;
      goesUntil = 0;
      if (to && placesFor(role).some((place) => place.to === to)) return run(() => void go(to));
      if (key === "g") goesUntil = Date.now() + patience;
      if (key === "c") run(() => void go("/tickets/new"));
      if (key === "?") run(() => open("help"));
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
