import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { asSentence } from "./sentence.ts";

/** What people meet of what the service says of a field, which is English. */
const words: readonly [detail: RegExp, words: MessageDescriptor][] = [
  [/^(is missing|must not be empty)$/, msg`This is missing.`],
  [/^must have at most \d+ characters$/, msg`This is too long.`],
  [/^is not an e-mail address$/, msg`This is not an e-mail address.`],
  [/^is not a phone number /, msg`Include the country code: +49 151 12345678.`],
  [/^(there is no|the) (category|department) /, msg`This can no longer be chosen.`],
  [/^only administrators have no department$/, msg`Choose a department`],
  [/^there is an account /, msg`It exists already.`],
];

/** What is wrong with a field, in the reader's language where that is known. */
export function faultWords(detail: string): string {
  const known = words.find(([pattern]) => pattern.test(detail));
  return known && i18n.locale !== "en" ? i18n._(known[1]) : asSentence(detail);
}
