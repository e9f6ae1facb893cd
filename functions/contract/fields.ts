import * as z from "zod/mini";
import { asLine, asProse } from "../domain/asKept.ts";
import { ticketIdForm } from "../domain/ticketId.ts";

/** Text of 1 to `most` characters (as people count them, so that an emoji is one), of well-formed Unicode; something can be seen. */
const characters = (most: number) => [
  z.refine<string>((text) => text.isWellFormed(), { error: "is not well-formed Unicode" }),
  z.refine<string>((text) => /[^\s\p{DI}]/u.test(text), { error: "must not be empty" }),
  z.refine<string>((text) => [...text].length <= most, { error: `must have at most ${most} characters` }),
];

/** Text that is kept as one line. */
export const line = (most: number) =>
  z
    .string()
    .check(z.overwrite(asLine), ...characters(most))
    .register(z.globalRegistry, { minLength: 1, maxLength: most });

/** Text of any number of lines. */
export const prose = (most: number) =>
  z
    .string()
    .check(z.overwrite(asProse), ...characters(most))
    .register(z.globalRegistry, { minLength: 1, maxLength: most });

const match = (pattern: RegExp, error: string) => z.string().check(z.regex(pattern, { error }));

export const ticketId = match(new RegExp(`^${ticketIdForm.source}$`), "is not a ticket id");
export const accountId = match(
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  "is not an account id",
);
export const slug = match(/^[a-z0-9]+(-[a-z0-9]+)*$/, "is not an id such as license-request").check(z.maxLength(50));
/** E-mail addresses are the same in capitals. The user pool's names have 128 characters at most (API reference, AdminCreateUser). */
export const email = z.string().check(
  z.trim(),
  z.toLowerCase(),
  z.maxLength(128, { error: "must have at most 128 characters" }),
  z.regex(z.regexes.email, { error: "is not an e-mail address" }),
  // RFC 5321, 4.5.3.1.1: no mail reaches a longer one.
  z.refine((address) => address.indexOf("@") <= 64, { error: "is not an e-mail address" }),
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
