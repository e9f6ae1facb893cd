import * as z from "zod/mini";
import { roles } from "../domain/account.ts";
import { messageKinds } from "../domain/preferences.ts";
import { accountId, email, line, paging, phone, slug, time } from "./fields.ts";

export const person = z.object({ id: z.string(), name: z.string() });

export const role = z.enum(roles);
export const messageKind = z.enum(messageKinds);
const kinds = z.array(messageKind).check(z.maxLength(messageKinds.length));
const clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "is not a time such as 22:00" }));
const timeZone = z.string().check(z.maxLength(60), z.refine(isTimeZone, { error: "is not an IANA time zone" }));

export const preferences = z.strictObject({
  inApp: kinds,
  email: kinds,
  sms: kinds,
  quietHours: z.nullable(z.strictObject({ from: clock, to: clock, timeZone })),
});

export const account = z.object({
  id: accountId,
  email: z.string(),
  name: z.string(),
  role,
  department: z.nullable(slug),
  phone: z.nullable(z.string()),
  disabled: z.boolean(),
  notifications: preferences,
  createdAt: time,
});

export const ownChanges = z.strictObject({
  name: z.optional(line(100)),
  phone: z.optional(z.nullable(phone)),
  notifications: z.optional(preferences),
});

export const userParams = z.strictObject({ userId: accountId });

export const directoryQuery = z.strictObject({
  role: z.optional(role),
  department: z.optional(slug),
  q: z
    .optional(line(100))
    .register(z.globalRegistry, { description: "How a name, a last name or an e-mail address begins" }),
  ...paging,
});

export const newAccount = z.strictObject({
  email,
  name: line(100),
  role,
  /** Only an admin has none. */
  department: z._default(z.nullable(slug), null),
  phone: z.optional(z.nullable(phone)),
});

export const accountChanges = z.strictObject({
  name: z.optional(line(100)),
  role: z.optional(role),
  department: z.optional(z.nullable(slug)),
  phone: z.optional(z.nullable(phone)),
  disabled: z.optional(z.boolean()),
});

/** What a change has left open: approvals that nobody holds the role for. */
export const warnings = z.array(z.string());
export const changedAccount = z.extend(account, { warnings });

/** What the e-mail holds with which a new password is set. */
export const passwordReset = z.object({ sent: z.enum(["invitation", "code"]) });

/** False where nobody can sign in to the account any more. */
export const secondFactorReset = z.object({ removed: z.boolean() });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
