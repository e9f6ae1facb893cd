const units = [
  { unit: "day", minutes: 1440 },
  { unit: "hour", minutes: 60 },
  { unit: "minute", minutes: 1 },
] as const;

/** A number of minutes as people say it, in the largest unit that fits: "45 min", "3.5 hr", "2 days". */
export function duration(minutes: number, locale: string): string {
  const { unit, minutes: size } = units.find((one) => minutes >= one.minutes) ?? units[2];
  const format = new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumSignificantDigits: 2,
  });
  return format.format(minutes / size);
}
