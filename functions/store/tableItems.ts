import type { Account } from "../domain/account.ts";
import type { AuditEvent } from "../domain/audit.ts";
import type { TicketEvent } from "../domain/event.ts";
import { factsOf } from "../domain/tally.ts";
import type { Files, Ticket } from "../domain/ticket.ts";
import {
  accountIndexKeys,
  auditIndexKeys,
  countedIndexKeys,
  keys,
  rowFields,
  type StoredItem,
  ticketIndexKeys,
  withoutKeys,
} from "./table.ts";
import { stagesFields, ticketFields, ticketFrom } from "./ticketFields.ts";

/*
 * Items as they are stored, and what is made of them again. Those that only one file deals with are made there.
 */

export const ticketItem = (ticket: Ticket) => ({
  item: "Ticket",
  ...keys.ticket(ticket.id),
  ...ticketIndexKeys(ticket),
  ...ticketFields(ticket),
});

/** A ticket by its item; who has approved a settled one only `stages` say. */
export const ticketOf = (item: StoredItem, stages?: StoredItem): Ticket => ticketFrom(withoutKeys(item), stages);

/** The approvals of a round once all have been given, apart from the ticket that goes on. */
export const stagesItem = (ticket: Ticket) => ({
  item: "Stages",
  ...keys.stages(ticket.id),
  ...stagesFields(ticket),
});

export const eventItem = (event: TicketEvent) => ({
  item: "Event",
  ...keys.event(event.ticketId, event.sequence),
  ...event,
});

/** A ticket as the counters know it, in the order of change and of urgency. */
export const countedItem = (ticket: Ticket, generation: number) => ({
  item: "Counted",
  ...keys.counted(ticket.id),
  ...countedIndexKeys(ticket),
  ...Object.fromEntries(rowFields.map((field) => [field, ticket[field]])),
  ...factsOf(ticket),
  revision: ticket.revision,
  generation,
});

/** The files of a ticket, one revision on. */
export const filesItem = (files: Files) => ({
  item: "Files",
  ...keys.files(files.ticketId),
  ...files,
  revision: files.revision + 1,
});

/** The files of a ticket by their item; none where nothing was ever attached. */
export const filesOf = (ticketId: string, item: StoredItem | undefined): Files =>
  item ? withoutKeys<Files>(item) : { ticketId, revision: 0, attachments: [] };

export const accountItem = (account: Account) => ({
  item: "Account",
  ...keys.account(account.id),
  ...accountIndexKeys(account),
  ...account,
});

/**
 * What is found by one word of a ticket; `words` are all of them, or with `cut` as many as there is room for. They are its
 * words for as long as no later event changes them.
 */
export const wordItem = (word: string, ticket: Ticket, text: { words: string; cut?: true }) => ({
  item: "Word",
  ...keys.word(word, ticket),
  id: ticket.id,
  wordedIn: ticket.wordedIn,
  department: ticket.department,
  requesterId: ticket.requester.id,
  ...text,
});

export const auditItem = (event: AuditEvent) => ({
  item: "Audit",
  ...keys.audit(event),
  ...auditIndexKeys(event),
  ...event,
});
