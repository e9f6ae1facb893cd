import type { Call } from "./meterCall.ts";

/** What writes of one kind came to. */
export type Line = { what: string; times: number; table: number; indexes: Record<string, number>; largest: number };

export const unitsOf = ({ table, indexes }: Pick<Call, "table" | "indexes">): number =>
  Object.values(indexes).reduce((sum, units) => sum + units, table);

export const sumOf = (calls: readonly Call[]): number => calls.reduce((sum, call) => sum + unitsOf(call), 0);

/** One line for each kind of write, in order of the first of each. */
export function linesOf(calls: readonly Call[]): Line[] {
  const lines = new Map<string, Line>();
  for (const call of calls) {
    const what = call.refused ? `${call.what}, refused` : call.what;
    const line = lines.get(what) ?? { what, times: 0, table: 0, indexes: {}, largest: 0 };
    lines.set(what, line);
    line.times += 1;
    line.table += call.table;
    line.largest = Math.max(line.largest, ...call.items.map(({ bytes }) => bytes));
    for (const [name, units] of Object.entries(call.indexes)) line.indexes[name] = (line.indexes[name] ?? 0) + units;
  }
  return [...lines.values()];
}

/** The parts of what lives have cost. Each is of all lives together. */
export type LifeUnits = {
  writes: number;
  reads: number;
  /** Of the writes: what search, e-mail and notifications in the app came to. */
  words: number;
  mail: number;
  inApp: number;
  notifications: number;
};

export function lifeUnits(calls: readonly Call[]): LifeUnits {
  const writes = calls.filter((call) => call.writes);
  const of = (kind: string) => writes.filter(({ items }) => items.every((item) => item.kind === kind));
  return {
    writes: sumOf(writes),
    reads: sumOf(calls.filter((call) => !call.writes)),
    words: sumOf(of("Word")),
    mail: sumOf(of("Sending")),
    inApp: sumOf(of("Notification")),
    notifications: of("Notification").filter(({ refused }) => !refused).length,
  };
}

/** The budget counts six notifications and no e-mail, whoever happens to be told in a trial. */
export const budgetedNotifications = 6;

/** The write units of one life as its budget lists it. */
export function budgetedLife({ writes, mail, inApp, notifications }: LifeUnits, lives: number): number {
  return (writes - mail - inApp) / lives + (notifications ? (inApp / notifications) * budgetedNotifications : 0);
}
