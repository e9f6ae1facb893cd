import { useInfiniteQuery } from "@tanstack/react-query";
import type { Priority, Status } from "../../functions/domain/ticket.ts";
import { api } from "./client.ts";
import { type Reading, type Sort, takeMerged, unread } from "./mergedPages.ts";
import type { TicketRow } from "./ticketRow.ts";

/** Which tickets, in which order. Several statuses are several lists to the API, and one to whoever reads it. */
export type TicketFilters = {
  statuses: readonly Status[];
  priority?: Priority;
  category?: string;
  department?: string;
  assignee?: string;
  requester?: string;
  q?: string;
  sort: Sort;
};
/** "waiting": what waits for one's own decision, longest waiting first. */
export type ListSource = TicketFilters | "waiting";

type Page = { items: TicketRow[]; next: Reading[] | null };

export const useTicketList = (source: ListSource) =>
  useInfiniteQuery({
    queryKey: ["ticketLists", source],
    initialPageParam: null as Reading[] | null,
    queryFn: ({ pageParam }) => readPage(source, pageParam),
    getNextPageParam: ({ next }) => next,
  });

async function readPage(source: ListSource, before: Reading[] | null): Promise<Page> {
  const lists = source === "waiting" ? [waiting] : listsOf(source);
  const readings = await Promise.all(lists.map((read, place) => readOn(before?.[place] ?? unread, read)));
  const { items, left } = takeMerged(readings, source === "waiting" ? "oldest" : source.sort);
  return { items, next: left.every(({ rows, isOver }) => isOver && rows.length === 0) ? null : left };
}

type Read = (cursor: string | undefined) => Promise<{ items: TicketRow[]; nextCursor: string | null }>;

const waiting: Read = async (cursor) => (await api.listApprovals({ query: { cursor } })).body;

function listsOf({ statuses, ...filters }: TicketFilters): Read[] {
  const each = statuses.length > 0 ? statuses : [undefined];
  return each.map(
    (status) => async (cursor) => (await api.listTickets({ query: { ...filters, status, cursor } })).body,
  );
}

async function readOn(reading: Reading, read: Read): Promise<Reading> {
  if (reading.isOver || reading.rows.length > 0) return reading;
  const { items, nextCursor } = await read(reading.cursor ?? undefined);
  return { rows: items, cursor: nextCursor, isOver: nextCursor === null };
}
