import { skipToken, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { meQuery } from "./me.ts";
import { queryClient } from "./queryClient.ts";

/** What did not arrive after whoever sent it had gone to another page, where nothing else would say so. */
export type Lost =
  | { what: "file"; ticketId: string; name: string }
  | { what: "comment" | "decision"; ticketId: string }
  | { what: "ticket" };

const queryKey = ["lost"];

/** Those that have not been taken note of yet, with what takes note of them. */
export function useLost(): [lost: readonly Lost[], forget: () => void] {
  const { data = [] } = useQuery<readonly Lost[]>({ queryKey, queryFn: skipToken });
  return [data, () => queryClient.setQueryData(queryKey, [])];
}

/** Begun before something is sent, since it is told to nobody but whoever was signed in then. */
export function whoHearsOfLoss(): (one: Lost) => void {
  const sender = queryClient.getQueryData(meQuery.queryKey)?.id;
  return (one) => {
    if (queryClient.getQueryData(meQuery.queryKey)?.id !== sender) return;
    queryClient.setQueryData<readonly Lost[]>(queryKey, (lost = []) => [...lost, one]);
  };
}

/** Whether the page that asks is still shown. */
export function useIsHere() {
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return isHere;
}
