import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";

export const dashboardQuery = queryOptions({
  queryKey: ["dashboard"],
  queryFn: async () => (await api.getDashboard({})).body,
});
export type Dashboard = Awaited<ReturnType<typeof api.getDashboard>>["body"];
