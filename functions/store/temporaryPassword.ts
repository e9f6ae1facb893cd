import { randomInt } from "node:crypto";

/** Letters and digits that nobody takes for others. */
const readable = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const allowed = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)/;

/**
 * A password for an invitation, as the user pool's policy wants it. Cognito's own may hold a "<" or an "&", and it puts them as they
 * are into an e-mail that is HTML: who reads that does not see all of the password, and is shut out.
 */
export function temporaryPassword(): string {
  const letters = Array.from({ length: 16 }, () => readable.charAt(randomInt(readable.length))).join("");
  // One word to whoever copies it by a double click.
  return allowed.test(letters) ? letters.replace(/.{4}(?=.)/g, "$&_") : temporaryPassword();
}
