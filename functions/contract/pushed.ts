import * as z from "zod/mini";
import { ticketExport } from "./exports.ts";
import { count, ticketId } from "./fields.ts";
import { notification } from "./notifications.ts";

/** What the WebSocket sends, by its type: for the OpenAPI document, and for tests that hold it against what is sent. */
export const pushes = [
  z.object({ type: z.literal("ticket"), ticketId, version: count }),
  z.object({ type: z.literal("notification"), notification }),
  z.object({ type: z.literal("export"), id: ticketExport.shape.id }),
  z.object({ type: z.literal("error"), detail: z.string() }),
] as const;

export const anyPush = z.discriminatedUnion("type", pushes);
