import * as z from "zod/mini";
import { ticketIdForm } from "../domain/ticketId.ts";

/** Text of 1 to `most` characters (as people count them, so that an emoji is one), of well-formed Unicode; something can be seen. */
const characters = (most: number) => [
  z.refine<string>((text) => text.isWellFormed(), { error: "is not well-formed Unicode" }),
  z.refine<string>((text) => /[^\s\p{DI}]/u.test(text), { error: "must not be empty" }),
  z.refine<string>((text) => [...text].length <= most, { error: `must have at most ${most} characters` }),
];

/** These turn letters round: with one of them in it, the name of a Word file is read as "invoicecod.txt". */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;
/** Unicode gives these no meaning, and SQS refuses a message with U+FFFE or U+FFFF in it. They would stop all that follows an event. */
const noCharacter = /\p{NChar}/gu;

/** One line: runs of white space and control characters become one blank, and what turns the order of letters or is no character is left out. */
export const line = (most: number) =>
  z
    .string()
    .check(
      z.overwrite((text) =>
        text
          .replace(turning, "")
          .replace(noCharacter, "")
          .replace(/[\s\p{Cc}]+/gu, " ")
          .trim(),
      ),
      ...characters(most),
    )
    .register(z.globalRegistry, { minLength: 1, maxLength: most });

/** Any number of lines; control characters other than line ends and tabs, and what is no character, are left out. */
export const prose = (most: number) =>
  z
    .string()
    .check(
      z.overwrite((text) =>
        text
          .replace(/\r\n?/g, "\n")
          .replace(/[^\P{Cc}\n\t]/gu, "")
          .replace(noCharacter, "")
          .trim(),
      ),
      ...characters(most),
    )
    .register(z.globalRegistry, { minLength: 1, maxLength: most });

const match = (pattern: RegExp, error: string) => z.string().check(z.regex(pattern, { error }));

export const ticketId = match(new RegExp(`^${ticketIdForm.source}$`), "is not a ticket id");
export const accountId = match(
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  "is not an account id",
);
export const slug = match(/^[a-z0-9]+(-[a-z0-9]+)*$/, "is not an id such as license-request").check(z.maxLength(50));
/** E-mail addresses are the same in capitals. The user pool's names have 128 characters at most (API reference, AdminCreateUser). */
export const email = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.maxLength(128, { error: "must have at most 128 characters" }),
    z.regex(z.regexes.email, { error: "is not an e-mail address" }),
  );
export const phone = match(/^\+[1-9]\d{6,14}$/, "is not a phone number such as +4915112345678 (E.164)");
export const time = z.iso.datetime();
export const count = z.int().check(z.nonnegative());

/** How many items a page holds at most. */
export const pageSize = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100));

/** How many items a page holds, and where it begins. */
export const paging = {
  limit: z._default(pageSize, 25),
  cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(1000))),
};

export const pageOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });
