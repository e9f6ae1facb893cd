import { readFileSync } from "node:fs";
import type { Account } from "../../functions/domain/account.ts";
import type { Described } from "../../functions/domain/ticket.ts";
import { wordsOf } from "../../functions/domain/words.ts";
import { person, raised } from "../../test/domain/people.ts";

type Line = { title: string; description: string };

const departments = ["finance", "it", "sales", "plant", "legal", "hr", "research", "logistics"];
const requesters = Array.from({ length: 400 }, (_, i) =>
  person("user", departments[i % departments.length], `Person${i} Surname${i % 97}`),
);
export const somebody = requesters[7] as Account;
export const someHead = person("hod", departments[1], "A head");
export const someAdmin = person("admin", null, "An admin");

/** The tickets of a JSON Lines file, each so many times, as if raised one after the other by 400 people. */
export function corpusOf(file: string, times: number): Described[] {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const texts = lines.map((line) => JSON.parse(line) as Line);
  return Array.from({ length: texts.length * times }, (_, i): Described => {
    const { title, description } = texts[i % texts.length] as Line;
    const ticket = {
      ...raised([], requesters[(i * 31) % requesters.length]),
      id: `T-${(i * 7919).toString(10).padStart(7, "0").slice(-7)}`,
      title: title.slice(0, 200),
      createdAt: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString(),
    };
    return { ticket, description: description.slice(0, 10_000) };
  });
}

/** Searches of each kind, made of the words that these tickets have: the most usual, one in a hundred, one in a thousand. */
export function queriesOf(tickets: readonly Described[]): Record<string, string> {
  const counts = new Map<string, number>();
  for (const ticket of tickets) for (const word of wordsOf(ticket)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const ranked = [...counts].filter(([word]) => /^[a-z]{4,}$/.test(word)).sort(([, a], [, b]) => b - a);
  const heldBy = (share: number) => ranked.find(([, count]) => count <= share * tickets.length)?.[0] ?? "";
  const [usual, next] = [ranked[0]?.[0] ?? "", ranked[1]?.[0] ?? ""];
  return {
    "the most usual word": usual,
    "the two most usual": `${usual} ${next}`,
    "a word of 1 in 100": heldBy(0.01),
    "with the most usual": `${heldBy(0.01)} ${usual}`,
    "a word of 1 in 1,000": heldBy(0.001),
    "a beginning of 3 letters": usual.slice(0, 3),
    "a requester's name": somebody.name,
    "what nobody wrote": "zzyzx quux",
  };
}
