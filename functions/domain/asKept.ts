/*
 * What the desk makes of a text before it keeps it. The web client compares what it has sent with what is kept, so that this file
 * imports nothing.
 */

/** These turn letters round: with one of them in it, the name of a Word file is read as "invoicecod.txt". */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;
/** Unicode gives these no meaning, and SQS refuses a message with U+FFFE or U+FFFF in it. They would stop all that follows an event. */
const noCharacter = /\p{NChar}/gu;

/** One line: runs of white space and control characters become one blank; what turns the order of letters, or is no character, is left out. */
export const asLine = (text: string): string =>
  text
    .replace(turning, "")
    .replace(noCharacter, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();

/** Any number of lines; control characters other than line ends and tabs, and what is no character, are left out. */
export const asProse = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(noCharacter, "")
    .trim();
