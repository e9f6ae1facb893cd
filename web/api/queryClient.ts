import { QueryClient } from "@tanstack/react-query";
import { Refusal } from "../../functions/contract/refusal.ts";

/** A refusal will not go away by asking again; a lost connection may. */
const isWorthAnotherTry = (failures: number, error: Error): boolean => !(error instanceof Refusal) && failures < 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: isWorthAnotherTry, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});
