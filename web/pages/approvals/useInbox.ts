import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Refusal } from "../../../functions/contract/refusal.ts";
import { pendingStage } from "../../../functions/domain/ticket.ts";
import { approvalsQuery, type Decision, useDecide } from "../../api/approvals.ts";
import { Unreachable } from "../../api/client.ts";
import { readTicket } from "../../api/deed.ts";
import { useIsHere, whoHearsOfLoss } from "../../api/lost.ts";
import { useMe } from "../../api/me.ts";
import type { TicketRow } from "../../api/ticketRow.ts";
import { type Ticket, ticketQuery } from "../../api/tickets.ts";
import { forgetDraft, keptDraft, placeOn } from "../../parts/useDraft.ts";

/** What came of a decision. `overtaken`: nothing was left to decide; the ticket says why, where it can still be read. */
export type Outcome = { row: TicketRow } & (
  | { came: "approved" | "rejected" }
  | { came: "overtaken"; ticket: Ticket | null }
);
/** A decision that did not get through: all that was typed, and why. */
export type Failure = Decision & { error: Error };

type Told = (outcome: Outcome) => void;

/**
 * What waits for my decision. A decision takes its ticket out at once; it comes back where the service could not record
 * it, with the reason as it was typed.
 */
export function useInbox(told: Told) {
  const client = useQueryClient();
  const me = useMe();
  const isHere = useIsHere();
  const list = useInfiniteQuery(approvalsQuery);
  const { mutateAsync } = useDecide();
  const [decided, setDecided] = useState<readonly string[]>([]);
  const [failures, setFailures] = useState<Readonly<Record<string, Failure>>>({});
  const rows = (list.data?.pages.flatMap(({ items }) => items) ?? []).filter((row) => !decided.includes(askedOf(row)));

  const bringBack = (decision: Decision, error: Error, tellLost: ReturnType<typeof whoHearsOfLoss>) => {
    if (!isHere.current) return tellLost({ what: "decision", ticketId: decision.row.id });
    setDecided((all) => all.filter((one) => one !== askedOf(decision.row)));
    setFailures((all) => ({ ...all, [decision.row.id]: { ...decision, error } }));
  };
  async function explain(...[decision, error, tellLost]: Parameters<typeof bringBack>): Promise<void> {
    if (isOvertaken(error)) return tellWhy(decision.row);
    const ticket = error instanceof Unreachable ? await readTicket(decision.row.id) : null;
    if (ticket && isDecided(decision.row, ticket)) told({ row: decision.row, came: "overtaken", ticket });
    else bringBack(decision, error, tellLost);
  }
  async function tellWhy(row: TicketRow): Promise<void> {
    const ticket = await client.fetchQuery({ ...ticketQuery(row.id), staleTime: 0 }).catch(() => null);
    told({ row, came: "overtaken", ticket });
  }
  const decide = (decision: Decision) => {
    const { row } = decision;
    setDecided((all) => [...all, askedOf(row)]);
    setFailures(({ [row.id]: _, ...others }) => others);
    const tellLost = whoHearsOfLoss();
    // Not `mutate`: of several decisions under way, it would call back for the last one only.
    mutateAsync(decision).then(
      () => {
        forgetDraft(placeOn(row.id, me.id, decision.decision));
        told({ row, came: decision.decision === "approve" ? "approved" : "rejected" });
      },
      (error: Error) => void explain(decision, error, tellLost),
    );
  };
  useGone(rows, (row) => {
    const isBegun = ["approve", "reject"].some((one) => keptDraft(placeOn(row.id, me.id, one)));
    // Whoever was writing the words of a decision, or does not know whether it came, learns why nothing is left to decide.
    if ((isBegun || failures[row.id]) && !decided.includes(askedOf(row))) void tellWhy(row);
  });
  return { list, rows, failures, decide };
}

/** Hears of each row that was there and is not any more. */
function useGone(rows: readonly TicketRow[], gone: (row: TicketRow) => void): void {
  const before = useRef(rows);
  useEffect(() => {
    const missing = before.current.filter(({ id }) => !rows.some((one) => one.id === id));
    before.current = rows;
    missing.forEach(gone);
  });
}

/** A name for what a ticket asks now: its next stage, or its approval begun anew, asks something else. */
const askedOf = ({ id, status, updatedAt }: TicketRow): string => `${id} ${status} ${updatedAt}`;

/** Whether what was asked has been answered, be it by the decision whose answer was lost. */
const isDecided = (row: TicketRow, { approvals }: Ticket): boolean =>
  approvals.some(({ stage, state }) => stage === pendingStage(row) && state !== "pending");

const overtaking: ReadonlySet<string> = new Set(["already_decided", "illegal_move", "forbidden", "not_found"]);
const isOvertaken = (error: Error): boolean => error instanceof Refusal && overtaking.has(error.problem.code);
