import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { TicketEvent } from "../domain/event.ts";
import { countTickets } from "../store/tallies/counting.ts";

/** Brings the sums of all dashboards up to the tickets that something has happened to. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const tickets = Records.map(({ body }) => (JSON.parse(body) as TicketEvent).ticketId);
  await countTickets(tickets);
  return { batchItemFailures: [] };
}
