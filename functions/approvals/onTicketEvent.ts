import type { DynamoDBStreamEvent } from "aws-lambda";
import type { TicketEvent } from "../domain/event.ts";
import { inOrder } from "../store/stream.ts";
import { findTicket } from "../store/tickets.ts";
import { findWaiting } from "../store/waiting.ts";
import { startMachine, tellMachine } from "./machine.ts";
import { newsFor, wholeWait } from "./progress.ts";

/**
 * Reads the table's stream: a ticket that needs approval gets its machine, and a waiting machine is told of a decision,
 * a cancellation or a restart. Delivered twice, an event does no more than once.
 */
export const handler = (batch: DynamoDBStreamEvent) => inOrder<TicketEvent>(batch, react);

async function react(event: TicketEvent): Promise<void> {
  const { ticketId } = event;
  switch (event.type) {
    case "TicketRaised":
      return event.stages.length > 0 ? begin(ticketId, event.round) : undefined;
    case "TicketEdited":
      if (!event.restarted) return;
      await tell(ticketId);
      return event.restarted.length > 0 ? begin(ticketId, event.round) : undefined;
    default:
      return tell(ticketId);
  }
}

const begin = (ticketId: string, round: number): Promise<void> =>
  startMachine({ ticketId, round, attempt: 1 }, wholeWait);

/** Wakes the machine that waits, if the ticket no longer stands where it waits. */
async function tell(ticketId: string): Promise<void> {
  const [waiting, ticket] = await Promise.all([findWaiting(ticketId), findTicket(ticketId)]);
  if (!waiting?.token || !ticket) return;
  const news = newsFor(waiting, ticket);
  if (news) await tellMachine(waiting.token, news);
}
