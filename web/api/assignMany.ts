import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, Unreachable } from "./client.ts";
import { readTicket } from "./deed.ts";

export type Assigning = { ticketIds: readonly string[]; technicianId: string };
/** A ticket that was not assigned, and why. */
export type NotAssigned = { ticketId: string; error: unknown };

/**
 * Puts one technician on several tickets, one after the other, and gives those that it could not. To try those once more is
 * safe: who has a ticket already is not put on it again.
 */
export function useAssignMany() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ ticketIds, technicianId }: Assigning): Promise<NotAssigned[]> => {
      const failed: NotAssigned[] = [];
      for (const ticketId of ticketIds) {
        const lost = failed.find(({ error }) => error instanceof Unreachable);
        const error = lost ? lost.error : await assign(ticketId, technicianId);
        if (error) failed.push({ ticketId, error });
      }
      return failed;
    },
    onSettled: () => {
      for (const key of ["tickets", "ticketLists", "dashboard"]) void client.invalidateQueries({ queryKey: [key] });
    },
  });
}

/** What went wrong; null where the ticket is theirs now, be it by an earlier try whose answer was lost. */
async function assign(ticketId: string, technicianId: string): Promise<unknown> {
  try {
    await api.assignTicket({ params: { ticketId }, body: { technicianId } });
    return null;
  } catch (error) {
    const ticket = await readTicket(ticketId);
    return ticket?.assignee?.id === technicianId ? null : error;
  }
}
