import { useMutation, useQuery } from "@tanstack/react-query";
import type { Sent } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";
import { api } from "./client.ts";

export type ExportFilters = Sent<typeof routes.createExport, "body">;

/** Asked again this often while a file is being written (the socket tells too), and its address renewed once it is. */
const whileRunning = 2000;
const whileReady = 30_000;

export const useStartExport = () =>
  useMutation({
    mutationFn: async (body: ExportFilters) =>
      (await api.createExport({ body, headers: { "idempotency-key": crypto.randomUUID() } })).body,
  });

/** How an export stands, and where to download it: an address that lives for a minute, so that it is renewed. */
export const useExport = (exportId: string | undefined) =>
  useQuery({
    queryKey: ["exports", exportId],
    queryFn: async () => (await api.getExport({ params: { exportId: exportId ?? "" } })).body,
    enabled: exportId !== undefined,
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data?.state === "ready" ? whileReady : data?.state === "failed" ? false : whileRunning,
  });
