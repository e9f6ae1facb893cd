import type { Stage } from "../functions/domain/category.ts";
import type { Session } from "../local/session.ts";
import { until } from "../local/until.ts";
import type { Cast } from "../test/cloud/desk.ts";

/** A ticket that was raised, by whom, and where it must be found. */
export type Loaded = { id: string; by: Session; department: string | null; stage: Stage | null };
type Page = { items: { id: string }[]; nextCursor: string | null };

/** Looks for every ticket in its requester's list, its department's list and the right inbox. Gives how many are missing. */
export async function checkLoad(cast: Cast, loaded: readonly Loaded[]): Promise<number> {
  let missing = 0;
  const look = async (what: string, wanted: readonly Loaded[], read: (cursor?: string) => Promise<{ body: Page }>) => {
    if (wanted.length === 0) return;
    const found = await walk(read);
    const lost = wanted.filter(({ id }) => !found.has(id)).length;
    console.log(`${what}: ${wanted.length - lost} of ${wanted.length} found among ${found.size}`);
    missing += lost;
  };
  for (const by of new Set(loaded.map((ticket) => ticket.by))) {
    const own = loaded.filter((ticket) => ticket.by === by);
    await look(`list of ${by.email}`, own, (cursor) => by.client.listTickets({ query: { limit: 100, cursor } }));
  }
  for (const department of new Set(loaded.flatMap((ticket) => ticket.department ?? []))) {
    const there = loaded.filter((ticket) => ticket.department === department);
    await look(`department ${department}`, there, (cursor) =>
      cast.admin.client.listTickets({ query: { limit: 100, department, cursor } }),
    );
  }
  for (const [who, heads] of Object.entries({
    finance: cast.hodFinance,
    engineering: cast.hodEngineering,
    "": cast.admin,
  })) {
    const waiting = loaded.filter(
      (ticket) => ticket.stage === "hod" && ticket.by !== heads && (!who || ticket.department === who),
    );
    await look(`inbox of ${heads.email}`, waiting, (cursor) =>
      heads.client.listApprovals({ query: { limit: 100, cursor } }),
    );
  }
  await everyMachineAsked(cast, loaded);
  return missing;
}

async function walk(read: (cursor?: string) => Promise<{ body: Page }>): Promise<Set<string>> {
  const found = new Set<string>();
  let cursor: string | undefined;
  do {
    const { body } = await read(cursor);
    for (const { id } of body.items) found.add(id);
    cursor = body.nextCursor ?? undefined;
  } while (cursor);
  return found;
}

/** The last ticket that needs approval has been asked about: the machines have caught up. */
async function everyMachineAsked({ admin }: Cast, loaded: readonly Loaded[]): Promise<void> {
  const last = loaded.findLast(({ stage }) => stage);
  if (!last) return;
  await until(
    async () => (await admin.client.getHistory({ params: { ticketId: last.id }, query: {} })).body.items.length,
    (events) => events >= 2,
    "the last approval being asked for",
    120,
  );
}
