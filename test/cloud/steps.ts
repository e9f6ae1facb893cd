import { Refusal } from "../../functions/contract/refusal.ts";
import type { Status } from "../../functions/domain/ticket.ts";
import type { Session } from "../../local/session.ts";
import { until } from "../../local/until.ts";

const words = { title: "The printer hums", description: "Since Monday, a low C.", priority: "medium" } as const;

/** Raises a ticket; a license request unless told. */
export async function raise(by: Session, category = "license-request", more: Partial<typeof words> = {}) {
  return (await by.client.raiseTicket({ body: { ...words, category, ...more } })).body;
}

export const ticketOf = async (by: Session, ticketId: string) =>
  (await by.client.getTicket({ params: { ticketId } })).body;

export const historyOf = async (by: Session, ticketId: string) =>
  (await by.client.getHistory({ params: { ticketId }, query: { limit: 100 } })).body.items;

export const reach = (by: Session, ticketId: string, status: Status) =>
  until(
    () => ticketOf(by, ticketId),
    (ticket) => ticket.status === status,
    `${ticketId} becoming ${status}`,
  );

export const decide = (
  by: Session,
  ticketId: string,
  stage: "hod" | "it_head",
  decision: "approve" | "reject",
  comment?: string,
) => by.client.decideApproval({ params: { ticketId, stage }, body: { decision, comment } });

export const move = (by: Session, ticketId: string, status: Status, comment?: string) =>
  by.client.moveTicket({ params: { ticketId }, body: { status, comment } });

export const idOf = async (by: Session) => (await by.client.getMe({})).body.id;

export const assign = async (by: Session, ticketId: string, technician: Session) =>
  by.client.assignTicket({ params: { ticketId }, body: { technicianId: await idOf(technician) } });

/** The status and code that a call is refused with; fails where it succeeds. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Refusal) return `${error.status} ${error.problem.code}`;
    throw error;
  }
  throw new Error("it was not refused");
}
