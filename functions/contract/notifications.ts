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

const unread = z.enum(["true", "false"]).register(z.globalRegistry, {
  description: "`true` leaves out what has been read; `false` is as good as nothing: all are shown",
});
export const inboxQuery = z.strictObject({ unread: z.optional(unread), ...paging });
export const readCount = z.object({ read: count });
export const socketTicket = z.object({ url: z.string() });
