import * as z from "zod/mini";
import { exportStates } from "../domain/export.ts";
import { count, time } from "./fields.ts";
import { listQuery } from "./tickets.ts";

export const exportParams = z.strictObject({ exportId: z.uuidv4() });

/** The filters and the order of a list, without its pages. */
export const newExport = z.omit(listQuery, { limit: true, cursor: true });

/** `url` is where to download the file, until `expiresAt`; a new one comes with each answer. */
export const ticketExport = z.object({
  id: z.uuidv4(),
  state: z.enum(exportStates),
  rows: z.nullable(count),
  truncated: z.boolean(),
  createdAt: time,
  url: z.nullable(z.string()),
  expiresAt: z.nullable(time),
});
