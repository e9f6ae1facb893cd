import * as z from "zod/mini";
import { count, paging, ticketId, time } from "./fields.ts";

const notificationId = z.string().check(z.regex(/^[0-9a-z]{9}-E-[0-9a-f]{20}$/, { error: "is not a notification id" }));

export const notificationParams = z.strictObject({ notificationId });

export const notification = z.object({
  id: notificationId,
  ticketId,
  type: z.string(),
  message: z.string(),
  reason: z.string(),
  at: time,
  read: z.boolean(),
});

export const inboxQuery = z.strictObject({ unread: z.optional(z.enum(["true", "false"])), ...paging });
export const readCount = z.object({ read: count });
export const socketTicket = z.object({ url: z.string() });
