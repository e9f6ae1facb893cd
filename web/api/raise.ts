import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Refusal } from "../../functions/contract/refusal.ts";
import type { Sent } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";
import { api, Unreachable } from "./client.ts";

export type NewTicket = Sent<typeof routes.raiseTicket, "body">;
type Raise = { body: NewTicket; key: string };

const tries = 3;

/** No answer came, or the first request is still at it: with the same key, asking again makes no second ticket. */
const isUncertain = (error: Error): boolean =>
  error instanceof Unreachable || (error instanceof Refusal && error.problem.code === "request_running");

/** `raised` hears of the ticket also where whoever raised it has gone to another page meanwhile. */
export function useRaise(raised: (ticket: { id: string }) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ body, key }: Raise) =>
      (await api.raiseTicket({ body, headers: { "idempotency-key": key } })).body,
    // The form says that it waits for the connection.
    networkMode: "online",
    retry: (failures, error) => isUncertain(error) && failures < tries,
    retryDelay: (failures) => 500 * 2 ** failures,
    onSuccess: (ticket) => {
      raised(ticket);
      for (const lists of ["ticketLists", "dashboard"]) void client.invalidateQueries({ queryKey: [lists] });
    },
  });
}
