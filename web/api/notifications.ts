import { type InfiniteData, infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "./client.ts";
import { type Dashboard, dashboardQuery } from "./dashboard.ts";

type Page = Awaited<ReturnType<typeof api.listNotifications>>["body"];
export type Notification = Page["items"][number];

const inbox = ["notifications", "inbox"] as const;

export const notificationsQuery = (unread: boolean) =>
  infiniteQueryOptions({
    queryKey: [...inbox, { unread }],
    queryFn: async ({ pageParam: cursor }) =>
      (await api.listNotifications({ query: { ...(unread && { unread: "true" }), ...(cursor && { cursor }) } })).body,
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const useMarkRead = () =>
  useMarking((notificationId: string) => api.readNotification({ params: { notificationId } }));

export const useMarkAllRead = () => useMarking((_: null) => api.readAllNotifications({}));

/** Shows at once as read what is being marked, all where no id is given, and takes it back where that fails. */
function useMarking<T extends string | null>(mark: (id: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: mark,
    async onMutate(id) {
      await Promise.all([client.cancelQueries({ queryKey: inbox }), client.cancelQueries(dashboardQuery)]);
      const lists = client.getQueriesData<InfiniteData<Page>>({ queryKey: inbox });
      const dashboard = client.getQueryData(dashboardQuery.queryKey);
      client.setQueriesData<InfiniteData<Page>>({ queryKey: inbox }, (data) => data && withRead(data, id));
      client.setQueryData(dashboardQuery.queryKey, (one) => one && withFewer(one, id));
      return { lists, dashboard };
    },
    onError(_error, _id, before) {
      for (const [key, data] of before?.lists ?? []) client.setQueryData(key, data);
      if (before?.dashboard) client.setQueryData(dashboardQuery.queryKey, before.dashboard);
    },
    onSettled: () =>
      Promise.all([client.invalidateQueries({ queryKey: inbox }), client.invalidateQueries(dashboardQuery)]),
  });
}

const withRead = (data: InfiniteData<Page>, id: string | null): InfiniteData<Page> => ({
  ...data,
  pages: data.pages.map((page) => ({ ...page, items: page.items.map((one) => read(one, id)) })),
});

const read = (one: Notification, id: string | null): Notification =>
  id === null || one.id === id ? { ...one, read: true } : one;

const withFewer = (dashboard: Dashboard, id: string | null): Dashboard => ({
  ...dashboard,
  unreadNotifications: id === null ? 0 : Math.max(dashboard.unreadNotifications - 1, 0),
  latestNotifications: dashboard.latestNotifications.map((one) => read(one, id)),
});
