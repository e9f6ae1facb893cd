/*
 * How tickets are called: T- and seven letters and digits that nobody mistakes for others on the phone (Crockford's base 32).
 * The web client makes links of them, so that this file imports nothing.
 */
export const ticketIdLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** A ticket's id, anywhere in a text. */
export const ticketIdForm = /T-[0-9A-HJKMNP-TV-Z]{7}/;

export const isTicketId = (text: string): boolean => ticketIdForm.exec(text)?.[0] === text;

/** The id of these seven letters, each by its place among the 32. */
export const ticketIdFrom = (places: readonly number[]): string =>
  `T-${places.map((place) => ticketIdLetters[place]).join("")}`;
