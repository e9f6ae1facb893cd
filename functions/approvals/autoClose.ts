import { autoClose } from "../domain/lifecycle.ts";
import { changeAsSystem } from "../store/changeAsSystem.ts";
import { eachDue } from "./eachDue.ts";
import { autoCloseAfter } from "./settings.ts";

/** Closes the tickets that were resolved long enough ago, if nobody has reopened them. */
export async function handler(): Promise<{ closed: number }> {
  const before = new Date(Date.now() - autoCloseAfter * 1000).toISOString();
  const { done } = await eachDue(["resolved"], before, (id) => closeIfResolved(id, before));
  return { closed: done };
}

async function closeIfResolved(id: string, before: string): Promise<boolean> {
  const ticket = await changeAsSystem(id, null, (ticket, act) => autoClose(ticket, before, act));
  return ticket?.status === "closed";
}
