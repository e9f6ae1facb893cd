import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import type { Sent } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";
import { api } from "./client.ts";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async () => (await api.getMe({})).body,
  staleTime: 60_000,
});

/** The account that is signed in. */
export const useMe = () => useSuspenseQuery(meQuery).data;
export type Me = ReturnType<typeof useMe>;
/** Which kinds of message reach somebody by which channel, and when none does. */
export type Preferences = Me["notifications"];

export function useChangeMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Sent<typeof routes.changeMe, "body">) => (await api.changeMe({ body })).body,
    onSuccess: (me) => client.setQueryData(meQuery.queryKey, me),
  });
}
