import { skipToken, useQuery } from "@tanstack/react-query";
import { meQuery } from "./me.ts";
import { queryClient } from "./queryClient.ts";

/** A file that did not arrive after whoever sent it had gone to another page, where nothing else would say so. */
export type LostFile = { ticketId: string; name: string };

const queryKey = ["lostFiles"];

/** Those that have not been taken note of yet, with what takes note of them. */
export function useLostFiles(): [lost: readonly LostFile[], forget: () => void] {
  const { data = [] } = useQuery<readonly LostFile[]>({ queryKey, queryFn: skipToken });
  return [data, () => queryClient.setQueryData(queryKey, [])];
}

/** Begun before a file is sent, since it is told to nobody but whoever was signed in then. */
export function whoHearsOfLoss(): (file: LostFile) => void {
  const sender = queryClient.getQueryData(meQuery.queryKey)?.id;
  return (file) => {
    if (queryClient.getQueryData(meQuery.queryKey)?.id !== sender) return;
    queryClient.setQueryData<readonly LostFile[]>(queryKey, (lost = []) => [...lost, file]);
  };
}
