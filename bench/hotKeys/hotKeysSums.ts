import { contributionOf, daysBefore, factsOf, onDay, type Sums, trendDays } from "../../functions/domain/tally.ts";
import type { Ticket } from "../../functions/domain/ticket.ts";
import { keys } from "../../functions/store/table.ts";
import { countedItem } from "../../functions/store/tableItems.ts";
import { tallyItem } from "../../functions/store/tallies/tallyItem.ts";
import type { Step } from "../fill/fillLives.ts";
import type { Item, Written } from "./hotKeysUnits.ts";

/** What the counters write after an event: the ticket's marker, and each sheet of sums that comes out otherwise. */
export function countsOf({ before, ticket }: Pick<Step, "before" | "ticket">): Written[] {
  const [old, now] = [sheetsOf(before), sheetsOf(ticket)];
  const moved = before?.updatedAt !== ticket.updatedAt;
  const names = new Set([...old.keys(), ...now.keys()]);
  const changed = [...names].filter(
    (name) => JSON.stringify(old.get(name)?.sums) !== JSON.stringify(now.get(name)?.sums),
  );
  if (!moved && changed.length === 0) return [];
  const marker = { before: before && countedItem(before, 1), after: countedItem(ticket, 1), transaction: true };
  return [marker, ...changed.map((name) => sheetWrite((now.get(name) ?? old.get(name)) as Sheet, ticket))];
}

type Sheet = { key: { PK: string; SK: string }; sums: Sums };

function sheetsOf(ticket: Ticket | null): Map<string, Sheet> {
  const all = ticket ? contributionOf(factsOf(ticket)) : [];
  return new Map(
    all.map(({ audience, sheet, sums }) => {
      const key = keys.tally(audience, ticket?.id ?? "", sheet);
      return [`${key.PK} ${key.SK}`, { key, sums }];
    }),
  );
}

/** Each ticket in a transaction of its own: that events of one shard share one is luck, at this rate. */
function sheetWrite({ key, sums }: Sheet, { createdAt }: Ticket): Written {
  const item = tallyItem({ ...key, revision: 123_456, sums: { "1": sums } });
  const kept = { "1": { ...item.sums["1"], ...grown(key.SK, createdAt) } };
  return { before: null, after: { ...item, sums: kept }, transaction: true };
}

/** A sheet weighs what it holds after some months: a sum for each day, or for each length of time. */
const grown = (sheet: string, createdAt: string): Item =>
  sheet.startsWith("times.") ? allTimes : daysUntil(createdAt.slice(0, 10));

const many = 1_000_000;
const allTimes: Item = Object.fromEntries(
  Array.from({ length: 40 }, (_, step) => [`assignment.${step}`, `resolution.${step}`])
    .flat()
    .map((name) => [name, many]),
);

const known = new Map<string, Item>();
function daysUntil(today: string): Item {
  const made = known.get(today) ?? monthUntil(today);
  known.set(today, made);
  return made;
}

function monthUntil(today: string): Item {
  const days = Array.from({ length: trendDays }, (_, ago) => daysBefore(today, ago));
  const names = days.flatMap((day) => [onDay("raised", day), onDay("live", day), onDay("resolved", day)]);
  const sums = Object.fromEntries(names.map((name) => [name, many]));
  return tallyItem({ PK: "", SK: "totals", revision: 1, sums: { "1": sums } }).sums["1"] ?? {};
}
