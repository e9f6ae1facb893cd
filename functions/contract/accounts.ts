import * as z from "zod/mini";
import { roles } from "../domain/account.ts";
import { messageKinds } from "../domain/preferences.ts";
import { accountId, line, phone, slug, time } from "./fields.ts";

export const person = z.object({ id: z.string(), name: z.string() });

const kinds = z.array(z.enum(messageKinds)).check(z.maxLength(messageKinds.length));
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
  role: z.enum(roles),
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

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
