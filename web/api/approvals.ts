import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { pendingStage } from "../../functions/domain/ticket.ts";
import { api } from "./client.ts";
import type { TicketRow } from "./ticketRow.ts";

/** What waits for the decision of who is signed in, in the service's order. */
export const approvalsQuery = infiniteQueryOptions({
  queryKey: ["approvals", "inbox"],
  queryFn: async ({ pageParam: cursor }) => (await api.listApprovals({ query: { ...(cursor && { cursor }) } })).body,
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

export type Decision = { row: TicketRow; decision: "approve" | "reject"; comment: string };

async function sendDecision({ row, decision, comment }: Decision) {
  const params = { ticketId: row.id, stage: pendingStage(row) ?? "hod" };
  return (await api.decideApproval({ params, body: { decision, ...(comment && { comment }) } })).body;
}

/** Without a connection it fails at once, and the ticket comes back: no decision waits unseen. */
export function useDecide() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: sendDecision,
    onSettled(_answer, _error, { row }) {
      for (const key of ["approvals", "dashboard", "ticketLists"]) void client.invalidateQueries({ queryKey: [key] });
      void client.invalidateQueries({ queryKey: ["tickets", row.id] });
    },
  });
}
