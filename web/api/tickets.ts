import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useMutationState,
  useQueryClient,
} from "@tanstack/react-query";
import type { Result, Sent } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";
import type { TicketFacts } from "../../functions/domain/event.ts";
import type { Act as By } from "../../functions/domain/ticket.ts";
import { api, untilCertain } from "./client.ts";

export type Ticket = Result<typeof routes.editTicket>;
/** An entry of the history, as the contract's loose shape cannot say it. */
export type Entry = TicketFacts & By & { id: string; sequence: number };

const pageSize = 50;
/** An approval is recorded when it is answered; what follows from it comes a moment later. */
const movesOnWithin = 1500;

/** The ticket as it is at this moment. */
export const readNow = async (id: string): Promise<Ticket> => (await api.getTicket({ params: { ticketId: id } })).body;

export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: ["tickets", id],
    queryFn: () => readNow(id),
    refetchInterval: ({ state }) => (state.data && isMovingOn(state.data) ? movesOnWithin : false),
  });

/** Likewise, and with the beginning of its history, until that is known: whoever opens a ticket wants both at once. */
export const openedTicketQuery = (id: string) =>
  queryOptions({
    ...ticketQuery(id),
    queryFn: async ({ client }): Promise<Ticket> => {
      const { queryKey } = historyQuery(id);
      const query = client.getQueryData(queryKey) ? {} : { history: pageSize };
      const { history, ...ticket } = (await api.getTicket({ params: { ticketId: id }, query })).body;
      if (history) client.setQueryData(queryKey, { pages: [entriesOf(history)], pageParams: [""] });
      return ticket;
    },
  });

export const historyQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["tickets", id, "history"],
    queryFn: async ({ pageParam }) => {
      const query = { limit: pageSize, ...(pageParam && { cursor: pageParam }) };
      return entriesOf((await api.getHistory({ params: { ticketId: id }, query })).body);
    },
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export type Edit = { changes: Sent<typeof routes.editTicket, "body">; version: number };

/** Changes what the ticket says, if it is still what `version` said; refused with 412 where it is not. */
export function useEdit(ticketId: string) {
  const keep = useKeepTicket(ticketId);
  return useMutation({
    mutationFn: async ({ changes: body, version }: Edit) => {
      const headers = { "if-match": `"${version}"` };
      return (await api.editTicket({ params: { ticketId }, body, headers })).body;
    },
    onSuccess: keep.changed,
    onError: keep.readAgain,
  });
}

/** `after` is the last entry that was known when it was sent; `key` makes it safe to send again. */
export type Said = { message: string; internal: boolean; after: number; key: string };

const sayingKey = (ticketId: string) => ["tickets", ticketId, "say"];

export function useSay(ticketId: string) {
  const client = useQueryClient();
  const keep = useKeepTicket(ticketId);
  const { queryKey } = historyQuery(ticketId);
  return useMutation({
    mutationKey: sayingKey(ticketId),
    mutationFn: async ({ message, internal, key }: Said) => {
      const headers = { "idempotency-key": key };
      const { body } = await api.addComment({ params: { ticketId }, body: { message, internal }, headers });
      return body as unknown as Entry;
    },
    ...untilCertain,
    onSuccess: (entry) => {
      client.setQueryData(queryKey, (known) => known && { ...known, pages: withEntry(known.pages, entry) });
      keep.readAgain();
    },
    onError: keep.readAgain,
  });
}

/** Whether these words are still on their way. */
export const isBeingSaid = (client: QueryClient, ticketId: string, key: string): boolean =>
  client
    .getMutationCache()
    .findAll({ mutationKey: sayingKey(ticketId), status: "pending" })
    .some(({ state }) => (state.variables as Said).key === key);

/** Comments that are on their way, to be shown as if they were there. */
export function useBeingSaid(ticketId: string): Said[] {
  return useMutationState({
    filters: { mutationKey: sayingKey(ticketId), status: "pending" },
    select: ({ state }) => state.variables as Said,
  });
}

const entriesOf = ({ items, nextCursor }: Result<typeof routes.getHistory>) => ({
  items: items as unknown as Entry[],
  nextCursor,
});

/** How what is known of a ticket is kept true after a change. */
export function useKeepTicket(ticketId: string) {
  const client = useQueryClient();
  const { queryKey } = ticketQuery(ticketId);
  const readAgain = () => {
    for (const key of [queryKey, ["ticketLists"], ["approvals"], ["dashboard"]]) {
      void client.invalidateQueries({ queryKey: key });
    }
  };
  const changed = (ticket: Ticket) => {
    // A newer one may have been read meanwhile.
    client.setQueryData(queryKey, (known) => (known && known.version > ticket.version ? known : ticket));
    readAgain();
  };
  const withFile = (file: Ticket["attachments"][number]) =>
    client.setQueryData(queryKey, (known) => {
      if (!known) return known;
      // It may be there as announced, from a reading meanwhile.
      const others = known.attachments.filter(({ id }) => id !== file.id);
      return { ...known, attachments: [...others, file] };
    });
  return { changed, readAgain, withFile };
}

function isMovingOn({ status, approvals }: Ticket): boolean {
  return status.startsWith("pending_") && !approvals.some(({ state }) => state === "pending");
}

/** At the end, unless it is there or pages are missing before it. */
function withEntry<P extends { items: Entry[]; nextCursor: string | null }>(pages: P[], entry: Entry): P[] {
  const last = pages.at(-1);
  if (!last || last.nextCursor || last.items.some(({ id }) => id === entry.id)) return pages;
  return [...pages.slice(0, -1), { ...last, items: [...last.items, entry] }];
}
