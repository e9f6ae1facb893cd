import { asLine, asProse } from "../../../functions/domain/asKept.ts";
import type { Ticket } from "../../api/tickets.ts";

/** What can be edited, in the order in which it stands. */
export const fields = ["title", "description", "category", "priority"] as const;
export type Field = (typeof fields)[number];
export type Words = Pick<Ticket, Field>;

export const wordsOf = ({ title, description, category, priority }: Ticket): Words => ({
  title,
  description,
  category,
  priority,
});

/** As the service will keep them: a blank at the end is no change, and no difference to what is kept. */
export const wordsAsKept = ({ title, description, ...others }: Words): Words => ({
  ...others,
  title: asLine(title),
  description: asProse(description),
});

/** The fields that differ. */
export const changedFields = (from: Words, to: Words): Field[] => fields.filter((field) => from[field] !== to[field]);

/** What has to be sent, so that `from` becomes `to`. */
export const changesBetween = (from: Words, to: Words): Partial<Words> =>
  Object.fromEntries(changedFields(from, to).map((field) => [field, to[field]]));

/** My words on top of theirs: what I did not touch is as they left it. */
export const merged = (base: Words, mine: Words, theirs: Words): Words => ({
  ...theirs,
  ...changesBetween(base, mine),
});
