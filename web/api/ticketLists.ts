import { useInfiniteQuery } from "@tanstack/react-query";
import type { Priority, Status } from "../../functions/domain/ticket.ts";
import { api } from "./client.ts";

export type Sort = "newest" | "oldest" | "changed" | "urgent";
/** Which tickets, in which order. Of several statuses, any. */
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
/** "waiting": what waits for one's own decision, in the service's order. */
export type ListSource = TicketFilters | "waiting";

/** As the service wants them. */
export const filtersFor = ({ statuses, ...filters }: TicketFilters) => ({
  ...filters,
  ...(statuses.length > 0 && { status: statuses.join(",") }),
});

export const useTicketList = (source: ListSource) =>
  useInfiniteQuery({
    queryKey: ["ticketLists", source],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => readPage(source, pageParam ?? undefined),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const readPage = async (source: ListSource, cursor: string | undefined) =>
  source === "waiting"
    ? (await api.listApprovals({ query: { cursor } })).body
    : (await api.listTickets({ query: { ...filtersFor(source), cursor } })).body;
