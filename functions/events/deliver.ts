import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { TicketEvent } from "../domain/event.ts";
import { type Channel, wants } from "../domain/quietHours.ts";
import { recipients, type Told } from "../domain/recipients.ts";
import type { Ticket } from "../domain/ticket.ts";
import { peopleAround } from "../store/concerned.ts";
import { findTicket } from "../store/tickets.ts";

/** Handles each message of a queue by itself; those that fail come back, and in the end go to the dead-letter queue. */
export async function eachMessage(
  { Records }: SQSEvent,
  handle: (event: TicketEvent) => Promise<unknown>,
): Promise<SQSBatchResponse> {
  const results = await Promise.allSettled(Records.map(async ({ body }) => handle(JSON.parse(body) as TicketEvent)));
  const batchItemFailures = Records.flatMap(({ messageId }, index) => {
    const result = results[index];
    if (result?.status !== "rejected") return [];
    console.error(JSON.stringify({ level: "error", messageId, error: String(result.reason) }));
    return [{ itemIdentifier: messageId }];
  });
  return { batchItemFailures };
}

/** Who is told of an event by a channel, by the ticket and the people as they are at this moment. */
export async function toldBy(channel: Channel, event: TicketEvent): Promise<{ ticket: Ticket; told: Told[] } | null> {
  const ticket = await findTicket(event.ticketId);
  if (!ticket) return null;
  const told = recipients(event, ticket, await peopleAround(event, ticket));
  return { ticket, told: told.filter(({ account, kind }) => wants(account, kind, channel)) };
}

/** Does it for everybody before it fails for anybody. */
export async function forEach<T>(all: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> {
  const failed = (await Promise.allSettled(all.map(act))).find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}
