import * as z from "zod/mini";
import { longest } from "../domain/longest.ts";
import { attachmentStates } from "../domain/ticket.ts";
import { person } from "./accounts.ts";
import { count, line, ticketId, time } from "./fields.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const attachmentId = z.string().check(z.regex(uuid, { error: "is not an attachment id" }));

export const attachmentParams = z.strictObject({ ticketId, attachmentId });

export const attachment = z.object({
  id: attachmentId,
  name: z.string(),
  size: count,
  contentType: z.string(),
  state: z.enum(attachmentStates),
  uploadedBy: person,
  uploadedAt: time,
});

/** A name in any script, without folders. */
const fileName = line(longest.fileName).check(
  z.refine((name) => !/[/\\]/.test(name), { error: "must not contain / or \\" }),
);

export const newAttachment = z.strictObject({
  name: fileName,
  size: z.int().check(z.minimum(1)),
  contentType: z.string().check(z.minLength(1), z.maxLength(100)).register(z.globalRegistry, {
    description:
      "The type that goes with the name's ending; parameters are left out, and `image/jpg` is taken for `image/jpeg`: the answer has the type that counts",
  }),
});

/** Where and how to upload: a form post of all fields, then the file. */
export const upload = z.object({
  attachment,
  upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
});

export const download = z.object({ url: z.string(), expiresAt: time });
