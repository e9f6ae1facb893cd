import type { I18n } from "@lingui/core";

const units = [
  { unit: "day", minutes: 1440 },
  { unit: "hour", minutes: 60 },
  { unit: "minute", minutes: 1 },
] as const;

/** A number of minutes as people say it, in the largest unit that fits: "45 min", "3.5 hrs", "2 days". */
export function duration(minutes: number, i18n: I18n): string {
  const { unit, minutes: size } = units.find((one) => minutes >= one.minutes) ?? units[2];
  return i18n.number(minutes / size, { style: "unit", unit, unitDisplay: "short", maximumSignificantDigits: 2 });
}
