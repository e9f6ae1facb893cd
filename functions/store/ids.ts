import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { ticketIdFrom, ticketIdLetters } from "../domain/ticketId.ts";

/** Free with near certainty. */
export const newTicketId = (): string =>
  ticketIdFrom(Array.from({ length: 7 }, () => randomInt(ticketIdLetters.length)));

export const newEventId = (): string => `E-${randomBytes(10).toString("hex")}`;

export const newAttachmentId = (): string => randomUUID();

export const newAuditId = (): string => `A-${randomUUID()}`;
