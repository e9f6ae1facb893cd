import { daily, dayIn, dayOf, onDay, type Sums } from "../../domain/tally.ts";

/** The sums of one sheet, by generation. `revision` counts its writes. */
export type Tally = { PK: string; SK: string; revision: number; sums: Record<string, Sums> };
type Kept = Record<string, number | string>;

/**
 * A sheet as it is stored. The sums of a day are one text there, so that the counts and a month of days stay below a
 * kilobyte together: that is what a write in a transaction is charged by.
 */
export const tallyItem = ({ PK, SK, revision, sums }: Tally) => ({
  item: "Tally",
  PK,
  SK,
  revision,
  sums: each(sums, packed),
  ...(SK.startsWith("times.") && { expiresAt: endOf(SK) }),
});

export function tallyOf(item: Record<string, unknown>): Tally {
  const { PK, SK, revision, sums } = item as Omit<Tally, "sums"> & { sums: Record<string, Kept> };
  return { PK, SK, revision, sums: each(sums, unpacked) };
}

/** A day's sums are one text, in base 36, under the number of the day since 1970, in base 36 too. */
function packed(sums: Sums): Kept {
  const kept: Kept = {};
  for (const [name, sum] of Object.entries(sums)) {
    const day = dayIn(name);
    if (day === undefined) kept[name] = sum;
    else kept[numberOf(day)] ??= daily.map((what) => (sums[onDay(what, day)] ?? 0).toString(36)).join(" ");
  }
  return kept;
}

function unpacked(kept: Kept): Sums {
  const sums: Record<string, number> = {};
  for (const [name, value] of Object.entries(kept)) {
    if (typeof value === "number") sums[name] = value;
    else Object.assign(sums, sumsOfDay(dayOfNumber(name), value.split(" ")));
  }
  return sums;
}

const sumsOfDay = (day: string, texts: readonly string[]): Sums =>
  Object.fromEntries(
    daily.map((what, at) => [onDay(what, day), parseInt(texts[at] ?? "0", 36)]).filter(([, sum]) => sum),
  );

const dayLong = 86_400_000;
const numberOf = (day: string): string => (Date.parse(day) / dayLong).toString(36);
const dayOfNumber = (text: string): string => dayOf(new Date(parseInt(text, 36) * dayLong).toISOString());

/** A sheet of times is gone half a year after its month (epoch seconds). */
const endOf = (sheet: string): number => Date.parse(`${sheet.split(".")[1]}-01`) / 1000 + 200 * 86_400;

const each = <From, To>(all: Record<string, From>, as: (one: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(all).map(([generation, one]) => [generation, as(one)]));
