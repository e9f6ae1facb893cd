import { invalid } from "./problem.ts";

/** How numbers begin that the desk texts, E.164: a country's code ("+49") or more of it ("+1212"). None: all numbers. */
export type TextedCodes = readonly string[];

export const isTexted = (phone: string, codes: TextedCodes): boolean =>
  codes.length === 0 || codes.some((code) => phone.startsWith(code));

/**
 * Refuses a new number that the desk would never text: abroad, or at a premium rate, an SMS can cost many times as much. One
 * that somebody has already stays.
 */
export function mustBeTexted(before: string | null, phone: string | null | undefined, codes: TextedCodes): void {
  if (!phone || phone === before || isTexted(phone, codes)) return;
  throw invalid("/phone", `must begin with ${codes.join(" or ")}: the desk sends SMS to no other numbers`);
}
