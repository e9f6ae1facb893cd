import { randomBytes, randomInt, randomUUID } from "node:crypto";

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What people say on the phone: T- and seven characters that nobody mistakes for others; free with near certainty. */
export const newTicketId = (): string =>
  `T-${Array.from({ length: 7 }, () => crockford[randomInt(crockford.length)]).join("")}`;

export const newEventId = (): string => `E-${randomBytes(10).toString("hex")}`;

export const newAttachmentId = (): string => randomUUID();

export const newAuditId = (): string => `A-${randomUUID()}`;
