import * as z from "zod/mini";
import type { TicketFacts } from "../domain/event.ts";
import { person } from "./accounts.ts";
import { attachment } from "./attachments.ts";
import { stage } from "./catalogue.ts";
import { count, slug, ticketId, time } from "./fields.ts";
import { ticketRow } from "./tickets.ts";

/*
 * What an entry of a history says, by its type. `event` in tickets.ts leaves that open, so that no Lambda carries this: it is for
 * the OpenAPI document, and tests hold it against the domain's own types and against what the desk answers.
 */
const { status, priority } = ticketRow.shape;
const round = count;
const comment = z.nullable(z.string());
const edit = <T extends z.ZodMiniType>(of: T) => z.exactOptional(z.object({ from: of, to: of }));

const entry = {
  id: z.string(),
  ticketId,
  sequence: count,
  at: time,
  by: person,
  hash: z.optional(z.string()),
  previousHash: z.optional(z.string()),
};
const of = <const T extends TicketFacts["type"], S extends z.core.$ZodLooseShape>(type: T, facts: S) =>
  z.object({ ...entry, type: z.literal(type), ...facts });

export const events = [
  of("TicketRaised", {
    title: z.string(),
    description: z.string(),
    category: slug,
    priority,
    status,
    stages: z.array(stage),
    round,
  }),
  of("ApprovalRequested", { stage, askedOf: z.enum(["hod", "it_head", "admin", "nobody"]), round }),
  of("ApprovalReminded", { stage, reminders: count, adminsJoined: z.boolean(), round }),
  of("ApprovalGiven", { stage, comment, next: z.nullable(stage), round }),
  of("TicketRejected", { stage, reason: z.string(), round }),
  of("TicketApproved", { round }),
  of("TicketAssigned", { assignee: person, previous: z.nullable(person) }),
  of("TicketUnassigned", { previous: person, reason: z.enum(["disabled", "other_role", "other_department"]) }),
  of("StatusChanged", { from: status, to: status, comment }),
  of("CommentAdded", { message: z.string(), internal: z.boolean() }),
  of("AttachmentAdded", {
    attachmentId: attachment.shape.id,
    name: z.string(),
    size: count,
    contentType: z.string(),
  }),
  of("AttachmentRemoved", { attachmentId: attachment.shape.id, name: z.string() }),
  of("TicketEdited", {
    changes: z.object({
      title: edit(z.string()),
      description: edit(z.string()),
      category: edit(slug),
      priority: edit(priority),
    }),
    restarted: z.nullable(z.array(stage)),
    round,
  }),
] as const;

export const anyEvent = z.discriminatedUnion("type", events);

/** Fails to compile where an event has other facts than the domain's. */
type Entry = "id" | "ticketId" | "sequence" | "at" | "by" | "hash" | "previousHash";
type Facts<E> = E extends unknown ? Omit<E, Entry> : never;
type Said = Facts<z.output<typeof anyEvent>>;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
export const saysWhatTheDomainSays: Same<Said, TicketFacts> = true;
