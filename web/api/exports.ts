import { useMutation, useQuery } from "@tanstack/react-query";
import type { Sent } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";
import { api } from "./client.ts";
import { useKey } from "./useKey.ts";

export type ExportFilters = Sent<typeof routes.createExport, "body">;

/** Asked again this often while a file is being written (the socket tells too), and its address renewed once it is. */
const whileRunning = 2000;
const whileReady = 30_000;

/** Who asks again later than this wants the list as it is then: milliseconds. */
const sameFile = 60_000;

/** Has a file written. Asked again just after a lost answer, there is no second one. */
export function useStartExport() {
  const key = useKey(sameFile);
  return useMutation({
    mutationFn: async (body: ExportFilters) =>
      (await api.createExport({ body, headers: { "idempotency-key": key.of(body) } })).body,
    onSuccess: key.answered,
  });
}

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
