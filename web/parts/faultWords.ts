import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { faultPatterns } from "./faultPatterns.ts";
import { asSentence } from "./sentence.ts";

type Fault = keyof typeof faultPatterns;

const words: Record<Fault, MessageDescriptor> = {
  missing: msg`This is missing.`,
  tooLong: msg`This is too long.`,
  noEmail: msg`This is not an e-mail address.`,
  noPhone: msg`Include the country code: +49 151 12345678.`,
  notTexted: msg`The desk sends no SMS to such numbers.`,
  notToBeChosen: msg`This can no longer be chosen.`,
  noDepartment: msg`Choose a department`,
  taken: msg`It exists already.`,
};
const faults = Object.keys(faultPatterns) as Fault[];

/** What is wrong with a field, in the reader's language where that is known. The service says it in English. */
export function faultWords(detail: string): string {
  const known = faults.find((fault) => faultPatterns[fault].test(detail));
  return known && i18n.locale !== "en" ? i18n._(words[known]) : asSentence(detail);
}
