import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { AuditKind } from "../../functions/domain/audit.ts";
import { api } from "./client.ts";

type AuditFilters = { person?: string; kind?: AuditKind | undefined };
export type AuditEvent = Awaited<ReturnType<typeof api.listAudit>>["body"]["items"][number];

export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ["audit", filters],
    queryFn: async ({ pageParam }) => (await api.listAudit({ query: { ...filters, cursor: pageParam } })).body,
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
