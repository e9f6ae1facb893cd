import * as z from "zod/mini";
import { auditKinds } from "../domain/audit.ts";
import { person } from "./accounts.ts";
import { accountId, paging, time } from "./fields.ts";

const state = z.nullable(z.record(z.string(), z.unknown()));

/** An administrative change: who did what to whom or what, and how it was before and after. */
export const auditEvent = z.object({
  id: z.string(),
  at: time,
  by: person,
  kind: z.enum(auditKinds),
  about: z.object({ type: z.enum(["account", "category", "department"]), id: z.string(), name: z.string() }),
  before: state,
  after: state,
});

/** `person` is whoever did it, or whose account it was done to. */
export const auditQuery = z.strictObject({
  person: z.optional(accountId),
  kind: z.optional(z.enum(auditKinds)),
  ...paging,
});
