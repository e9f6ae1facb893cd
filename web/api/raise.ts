import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Sent } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";
import { api, untilCertain } from "./client.ts";

export type NewTicket = Sent<typeof routes.raiseTicket, "body">;
type Raise = { body: NewTicket; key: string };

/** Both hear of what became of it also where whoever raised it has gone to another page meanwhile. */
type Hearing = { raised: (ticket: { id: string }) => void; failed: () => void };

export function useRaise({ raised, failed }: Hearing) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ body, key }: Raise) =>
      (await api.raiseTicket({ body, headers: { "idempotency-key": key } })).body,
    // The form says that it waits for the connection.
    networkMode: "online",
    ...untilCertain,
    onError: failed,
    onSuccess: (ticket) => {
      raised(ticket);
      for (const lists of ["ticketLists", "dashboard"]) void client.invalidateQueries({ queryKey: [lists] });
    },
  });
}
