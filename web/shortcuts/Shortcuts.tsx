import type { Me } from "../api/me.ts";

/** The command palette and the keys. */
export function Shortcuts(_: { me: Me }) {
  return null;
}
