import * as z from "zod/mini";
import { offers } from "../domain/allowed.ts";
import { longest } from "../domain/longest.ts";
import { approvalStates, priorities, type Status, statuses } from "../domain/ticket.ts";
import { person } from "./accounts.ts";
import { attachment } from "./attachments.ts";
import { stage } from "./catalogue.ts";
import { accountId, count, line, pageOf, pageSize, paging, prose, slug, ticketId, time } from "./fields.ts";

const status = z.enum(statuses);
const priority = z.enum(priorities);

export const ticketParams = z.strictObject({ ticketId });
export const stageParams = z.strictObject({ ticketId, stage });

/** A ticket as lists show it. */
export const ticketRow = z.object({
  id: ticketId,
  title: z.string(),
  category: slug,
  priority,
  status,
  department: z.nullable(slug),
  requester: person,
  assignee: z.nullable(person),
  createdAt: time,
  updatedAt: time,
});

const approval = z.object({
  stage,
  state: z.enum(approvalStates),
  decidedBy: z.nullable(person),
  decidedAt: z.nullable(time),
  comment: z.nullable(z.string()),
});

export const ticket = z.extend(ticketRow, {
  description: z.string(),
  version: count,
  approvals: z.array(approval),
  attachments: z.array(attachment),
  allowedActions: z.array(z.enum(offers)),
  resolution: z.nullable(z.string()),
});

/** An entry of a ticket's history; the facts differ by type. */
export const event = z.looseObject({
  id: z.string(),
  ticketId,
  sequence: count,
  type: z.string(),
  at: time,
  by: person,
  /** For those who may read all of a history: it ends in `previousHash` of the next event. */
  hash: z.optional(z.string()),
});

/** A ticket as somebody opens it. */
export const openedTicket = z.extend(ticket, { history: z.optional(pageOf(event)) });
export const ticketQuery = z.strictObject({
  history: z.optional(pageSize).register(z.globalRegistry, {
    description: "How many entries of its history, the oldest first, to answer besides",
  }),
});

export const newTicket = z.strictObject({
  title: line(longest.title),
  description: prose(longest.description),
  category: slug,
  priority,
});

export const ticketEdit = z.strictObject({
  title: z.optional(line(longest.title)),
  description: z.optional(prose(longest.description)),
  category: z.optional(slug),
  priority: z.optional(priority),
});

const anyStatus = statuses.join("|");

export const listQuery = z.strictObject({
  status: z.optional(
    z.pipe(
      z
        .string()
        .check(
          z.regex(new RegExp(`^(${anyStatus})(,(${anyStatus}))*$`), {
            error: `must be one or more of ${statuses.join(", ")}`,
          }),
        )
        .register(z.globalRegistry, { description: "A status, or several with commas between them: any of them" }),
      z.transform((list) => [...new Set(list.split(","))] as Status[]),
    ),
  ),
  priority: z.optional(priority),
  category: z.optional(slug),
  department: z.optional(slug),
  assignee: z.optional(accountId),
  requester: z.optional(accountId),
  q: z.optional(line(100)).register(z.globalRegistry, {
    description: "A ticket's id, or how words of its title, its description or its requester's name begin",
  }),
  sort: z.optional(z.enum(["newest", "oldest", "changed", "urgent"])).register(z.globalRegistry, {
    description:
      "`newest` unless given; `changed`: last changed first; `urgent`: most urgent first, and those that have ended last; with `q`, hits come by the word, and this is the order within each page",
  }),
  ...paging,
});

export const historyQuery = z.strictObject(paging);
export const approvalsQuery = z.strictObject(paging);

export const newComment = z.strictObject({ message: prose(longest.comment), internal: z._default(z.boolean(), false) });
export const assignment = z.strictObject({ technicianId: accountId });
export const statusMove = z.strictObject({ status, comment: z.optional(prose(longest.comment)) });
export const decision = z.strictObject({
  decision: z.enum(["approve", "reject"]),
  comment: z.optional(prose(longest.comment)),
});
