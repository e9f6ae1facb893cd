import { QueryClient } from "@tanstack/react-query";
import { Refusal } from "../../functions/contract/refusal.ts";

/** Too many requests at this moment: the service says so, or the gateway that has no Lambda left for one more. */
const busy: ReadonlySet<number> = new Set([429, 503]);

/** A lost connection may come back, and a busy service have time; any other refusal will not go away by asking again. */
const isWorthAnotherTry = (failures: number, error: Error): boolean =>
  failures < 2 && (!(error instanceof Refusal) || busy.has(error.status));

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: isWorthAnotherTry, refetchOnWindowFocus: true },
    // Without a connection it fails at once: nothing waits unseen, to be done long after somebody pressed the button.
    mutations: { retry: false, networkMode: "always" },
  },
});
