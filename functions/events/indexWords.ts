import type { SQSEvent } from "aws-lambda";
import { changesWords, type Edits, type TicketEvent } from "../domain/event.ts";
import { type Text, wordsOf } from "../domain/words.ts";
import { writeWords } from "../store/search/words.ts";
import { findDescribed } from "../store/tickets.ts";
import { eachMessage } from "./queueBatch.ts";

/** Makes a ticket found by the words that it has, after it was raised or edited. */
export const handler = (batch: SQSEvent) =>
  eachMessage<TicketEvent>(batch, async (event) => {
    if (changesWords(event)) await keepUp(event);
  });

/**
 * Of two edits at about the same moment, one may be read before the other and written after it. So each looks again
 * when it has written, and whoever is last has seen the last text.
 */
async function keepUp(event: TicketEvent): Promise<void> {
  const left = new Set<string>();
  let written: number | null = null;
  let now = await findDescribed(event.ticketId);
  while (now && now.ticket.wordedIn !== written) {
    for (const word of wordsOf(before(event, now))) left.add(word);
    await writeWords(now, left);
    for (const word of wordsOf(now)) left.add(word);
    written = now.ticket.wordedIn;
    now = await findDescribed(event.ticketId);
  }
}

/** What the ticket said before the event. */
function before(event: TicketEvent, { ticket: { title, requester }, description }: Text): Text {
  const changes: Edits = event.type === "TicketEdited" ? event.changes : {};
  return {
    ticket: { title: changes.title?.from ?? title, requester },
    description: changes.description?.from ?? description,
  };
}
