import type { SQSEvent } from "aws-lambda";
import type { Edits, TicketEvent } from "../domain/event.ts";
import { type Text, wordsOf } from "../domain/words.ts";
import { findTicket } from "../store/tickets.ts";
import { writeWords } from "../store/words.ts";
import { eachMessage } from "./queueBatch.ts";

/** Makes a ticket found by the words that it has, after it was raised or edited. */
export const handler = (batch: SQSEvent) =>
  eachMessage<TicketEvent>(batch, async (event) => {
    if (isAboutWords(event)) await keepUp(event);
  });

function isAboutWords(event: TicketEvent): boolean {
  if (event.type !== "TicketEdited") return event.type === "TicketRaised";
  return Boolean(event.changes.title || event.changes.description);
}

/**
 * Of two edits at about the same moment, one may be read before the other and written after it. So each looks again
 * when it has written, and whoever is last has seen the last text.
 */
async function keepUp(event: TicketEvent): Promise<void> {
  const left = new Set<string>();
  let written: Text | null = null;
  let ticket = await findTicket(event.ticketId);
  while (ticket && (written === null || !saysTheSame(ticket, written))) {
    for (const word of wordsOf(before(event, ticket))) left.add(word);
    await writeWords(ticket, left);
    for (const word of wordsOf(ticket)) left.add(word);
    written = ticket;
    ticket = await findTicket(event.ticketId);
  }
}

/** What the ticket said before the event. */
function before(event: TicketEvent, { title, description, requester }: Text): Text {
  const changes: Edits = event.type === "TicketEdited" ? event.changes : {};
  return {
    title: changes.title?.from ?? title,
    description: changes.description?.from ?? description,
    requester,
  };
}

const saysTheSame = (a: Text, b: Text): boolean => a.title === b.title && a.description === b.description;
