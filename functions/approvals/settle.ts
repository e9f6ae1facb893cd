import { nextStep, settle } from "../domain/approval.ts";
import { changeAsSystem } from "../store/changeAsSystem.ts";
import type { MachineId } from "./machine.ts";

/** The machine's last step: where every stage has been approved, the ticket can be assigned. Otherwise it ended otherwise. */
export async function handler({ ticketId, round }: MachineId): Promise<void> {
  await changeAsSystem(ticketId, round, (ticket, act) =>
    nextStep(ticket).do === "settle" ? settle(ticket, act) : null,
  );
}
