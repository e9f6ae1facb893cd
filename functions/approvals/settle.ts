import { nextStep, settle } from "../domain/asking.ts";
import { changeAsSystem } from "../store/changeAsSystem.ts";
import type { MachineId } from "./machine.ts";

/**
 * The machine's last step: once every stage is approved, the ticket can be assigned. After a rejection, a cancellation or a
 * restart there is nothing to do.
 */
export async function handler({ ticketId, round }: MachineId): Promise<void> {
  await changeAsSystem(ticketId, round, (ticket, act) =>
    nextStep(ticket).do === "settle" ? settle(ticket, act) : null,
  );
}
