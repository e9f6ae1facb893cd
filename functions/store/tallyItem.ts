import { dayIn, dayLetters, type Sums } from "../domain/tally.ts";

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

/** A day's sums in the order of their letters, in base 36 as the day itself. */
function packed(sums: Sums): Kept {
  const kept: Kept = {};
  for (const [name, sum] of Object.entries(sums)) {
    const day = dayIn(name);
    if (day === undefined) kept[name] = sum;
    else kept[day] ??= dayLetters.map((letter) => (sums[letter + day] ?? 0).toString(36)).join(" ");
  }
  return kept;
}

function unpacked(kept: Kept): Sums {
  const sums: Record<string, number> = {};
  for (const [name, value] of Object.entries(kept)) {
    if (typeof value === "number") sums[name] = value;
    else
      for (const [at, sum] of value.split(" ").entries())
        if (sum !== "0") sums[dayLetters[at] + name] = parseInt(sum, 36);
  }
  return sums;
}

/** A sheet of times is gone half a year after its month (epoch seconds). */
const endOf = (sheet: string): number => Date.parse(`${sheet.split(".")[1]}-01`) / 1000 + 200 * 86_400;

const each = <From, To>(all: Record<string, From>, as: (one: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(all).map(([generation, one]) => [generation, as(one)]));
