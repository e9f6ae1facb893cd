import * as z from "zod/mini";
import { accountId, count, slug } from "./fields.ts";
import { notification } from "./notifications.ts";
import { ticketRow } from "./tickets.ts";

const date = z.iso.date();
/** Minutes; null where nothing has got there. */
const spread = z.object({ count, median: z.nullable(count), p90: z.nullable(count) });

export const dashboard = z.object({
  scope: z.enum(["own", "assigned", "department", "all"]),
  counts: z.object({
    total: count,
    byStatus: z.record(z.string(), count),
    byPriority: z.record(z.string(), count),
  }),
  awaitingMyDecision: count,
  /** How many tickets the caller has raised, whatever the scope. */
  raisedByMe: count,
  /** 99 stands for more, too. */
  unreadNotifications: count,
  latestTickets: z.array(ticketRow),
  latestNotifications: z.array(notification),
  trend: z.array(z.object({ date, raised: count, resolved: count })),
  /** Tickets that have not ended, by how many days ago they were raised; the last group is older than all. */
  ageing: z.array(z.object({ upToDays: z.nullable(count), open: count })),
  /** Of this month and the two before; for who leads a department or IT. */
  times: z.optional(z.array(z.object({ category: slug, toAssignment: spread, toResolution: spread }))),
  technicians: z.optional(z.array(z.object({ id: accountId, name: z.string(), active: count, resolved: count }))),
});
