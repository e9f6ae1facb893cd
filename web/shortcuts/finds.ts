import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Role } from "../../functions/domain/account.ts";
import { api } from "../api/client.ts";
import { directoryReaders } from "../parts/roles.ts";

const most = 5;

/** Tickets by their id, or by how words of theirs begin. */
export const ticketFinds = (q: string) =>
  queryOptions({
    queryKey: ["finds", "tickets", q],
    queryFn: async () => (await api.listTickets({ query: { q, limit: most } })).body.items,
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });

/** People by name or address, for who may look into the directory. */
export const peopleFinds = (q: string, role: Role) =>
  queryOptions({
    queryKey: ["finds", "people", q],
    queryFn: async () => (await api.listUsers({ query: { q, limit: most } })).body.items,
    enabled: q !== "" && directoryReaders.includes(role),
    placeholderData: keepPreviousData,
  });
