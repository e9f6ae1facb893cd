import type { AuditEvent } from "../../api/audit.ts";
import { fieldWords } from "./auditWords.ts";

export type Changed = { field: string; before: unknown; after: unknown };

/** What goes without saying of something new: its name stands above. */
const usual: Record<string, unknown> = { disabled: false, active: true };
const isWorthSaying = ({ field, after }: Changed): boolean =>
  field !== "name" && !isSame(after, null) && usual[field] !== after;

/** The fields in which after differs from before; of something new, what is worth saying. */
export function differences({ before, after }: Pick<AuditEvent, "before" | "after">): Changed[] {
  const present = new Set(
    [...Object.keys(before ?? {}), ...Object.keys(after ?? {})].filter((field) => field !== "id"),
  );
  const known = Object.keys(fieldWords).filter((field) => present.delete(field));
  return [...known, ...present]
    .map((field) => ({ field, before: before?.[field], after: after?.[field] }))
    .filter((one) => (before === null ? isWorthSaying(one) : !isSame(one.before, one.after)));
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
