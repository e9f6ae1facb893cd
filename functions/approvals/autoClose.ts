import { autoClose } from "../domain/lifecycle.ts";
import { changeAsSystem } from "../store/changeAsSystem.ts";
import { due } from "../store/clock.ts";
import { autoCloseAfter } from "./settings.ts";

/** Closes the tickets that were resolved long enough ago, if nobody has reopened them. */
export async function handler(): Promise<{ closed: number }> {
  const before = new Date(Date.now() - autoCloseAfter * 1000).toISOString();
  let closed = 0;
  for await (const ids of due("resolved", before)) {
    const tickets = await Promise.all(ids.map((id) => closeIfResolved(id, before)));
    closed += tickets.filter((ticket) => ticket?.status === "closed").length;
  }
  return { closed };
}

const closeIfResolved = (id: string, before: string) =>
  changeAsSystem(id, null, (ticket, act) => autoClose(ticket, before, act));
