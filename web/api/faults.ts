import { Refusal } from "../../functions/contract/refusal.ts";
import { faultWords } from "../parts/faultWords.ts";

export type Faults<Field extends string> = Partial<Record<Field, string>>;

/**
 * What a form shows of a refusal: each fault at the field that it names, and the refusal itself (`rest`) where any part
 * of it has no field here.
 */
export function faultsOf<Field extends string>(error: unknown, fields: readonly Field[]) {
  const faults: Faults<Field> = {};
  if (!(error instanceof Refusal)) return { faults, rest: error };
  const named = error.problem.errors;
  for (const { pointer, detail } of named) {
    const field = fields.find((one) => pointer === `/${one}` || pointer.startsWith(`/${one}/`));
    if (field) faults[field] ??= faultWords(detail);
  }
  const isAllShown = named.length > 0 && Object.keys(faults).length > 0;
  return { faults, rest: isAllShown ? null : error };
}
