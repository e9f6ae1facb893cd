import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";

export const techniciansQuery = queryOptions({
  queryKey: ["users", "technicians"],
  queryFn: async () => (await everyTechnician()).filter(({ disabled }) => !disabled),
  staleTime: 60_000,
});
export type Technician = Awaited<ReturnType<typeof everyTechnician>>[number];

async function everyTechnician() {
  const first = (await api.listUsers({ query: { role: "technician", limit: 100 } })).body;
  const all = [...first.items];
  let cursor = first.nextCursor;
  while (cursor) {
    const { body } = await api.listUsers({ query: { role: "technician", limit: 100, cursor } });
    all.push(...body.items);
    cursor = body.nextCursor;
  }
  return all;
}
