import type { Ticket } from "../../domain/ticket.ts";
import type { ListPage } from "../lists/lists.ts";
import { readWorded, type Worded } from "./searchRead.ts";
import type { Candidate, Candidates } from "./searchSources.ts";

/** A page of a search: where candidates come from, which are hits, and how many are looked at in each step. */
export type Search = {
  read: Candidates;
  isHit: (worded: Worded, candidate: Candidate) => boolean;
  limit: number;
  after: string | null;
  steps: readonly number[];
};

/** Looks through candidates for a page of hits; where few are in so many steps, the cursor goes on. */
export async function lookThrough({ read, isHit, limit, after, steps }: Search): Promise<ListPage<Ticket>> {
  const items: Ticket[] = [];
  let next = after;
  for (const step of steps) {
    const page = await read(next, step);
    const hits = await hitsAmong(page.items, isHit);
    const taken = hits.slice(0, limit - items.length);
    items.push(...taken.map(({ ticket }) => ticket));
    const last = items.length === limit && taken.at(-1)?.candidate.position;
    const isAtEnd = page.next === null && last === page.items.at(-1)?.position;
    if (last) return { items, next: isAtEnd ? null : last };
    next = page.next;
    if (next === null) break;
  }
  return { items, next };
}

async function hitsAmong(candidates: readonly Candidate[], isHit: Search["isHit"]) {
  const found = await readWorded(candidates);
  return candidates.flatMap((candidate) => {
    const worded = found.get(candidate.ticketId);
    return worded && isHit(worded, candidate) ? [{ ticket: worded.ticket, candidate }] : [];
  });
}
