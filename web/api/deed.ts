import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { Refusal } from "../../functions/contract/refusal.ts";
import type { Stage } from "../../functions/domain/category.ts";
import type { Status } from "../../functions/domain/ticket.ts";
import { api, Unreachable } from "./client.ts";
import { useMe } from "./me.ts";
import { readNow, type Ticket, useKeepTicket } from "./tickets.ts";

/** What is done to a ticket with one call, and answered with the ticket as it becomes. */
export type Deed =
  | { do: "move"; status: Status; comment?: string | undefined }
  | { do: "assign"; technicianId: string }
  | { do: "decide"; stage: Stage; decision: "approve" | "reject"; comment?: string | undefined };

/**
 * Does something to a ticket. Where the answer was lost, or it is tried once more and refused for that, or somebody else was first
 * with the very same, the ticket says whether it has been done.
 */
export function useDeed(ticketId: string) {
  const keep = useKeepTicket(ticketId);
  const me = useMe();
  const unsure = useRef<Deed | null>(null);
  return useMutation({
    mutationFn: async (deed: Deed) => {
      try {
        return await perform(ticketId, deed);
      } catch (error) {
        if (error instanceof Unreachable) unsure.current = deed;
        const mayBeDone = isSame(unsure.current, deed) || isOvertaken(error, deed);
        const ticket = mayBeDone ? await readTicket(ticketId) : null;
        if (ticket && isDone(deed, ticket, me.id)) return ticket;
        throw error;
      }
    },
    onSuccess: (ticket) => {
      unsure.current = null;
      keep.changed(ticket);
    },
    // Refused, most likely, since somebody else was first: show how it stands.
    onError: keep.readAgain,
  });
}

async function perform(ticketId: string, deed: Deed): Promise<Ticket> {
  if (deed.do === "assign") {
    return (await api.assignTicket({ params: { ticketId }, body: { technicianId: deed.technicianId } })).body;
  }
  const comment = deed.comment ? { comment: deed.comment } : {};
  if (deed.do === "move") {
    return (await api.moveTicket({ params: { ticketId }, body: { status: deed.status, ...comment } })).body;
  }
  const { stage, decision } = deed;
  return (await api.decideApproval({ params: { ticketId, stage }, body: { decision, ...comment } })).body;
}

/** The ticket as it is at this moment; null where that cannot be read. */
export const readTicket = (ticketId: string): Promise<Ticket | null> => readNow(ticketId).catch(() => null);

const isSame = (one: Deed | null, other: Deed): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether it may be refused since it is done already. One's own words have got nowhere then: with words it is a refusal. */
const isOvertaken = (error: unknown, deed: Deed): boolean =>
  error instanceof Refusal && error.problem.code === "illegal_move" && !("comment" in deed && deed.comment);

function isDone(deed: Deed, { status, assignee, resolution, approvals }: Ticket, myId: string): boolean {
  if (deed.do === "assign") return assignee?.id === deed.technicianId;
  if (deed.do === "move") return status === deed.status && (status !== "resolved" || resolution === deed.comment);
  const state = deed.decision === "approve" ? "approved" : "rejected";
  return approvals.some((one) => one.stage === deed.stage && one.state === state && one.decidedBy?.id === myId);
}
