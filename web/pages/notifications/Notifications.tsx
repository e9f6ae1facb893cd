import { Trans, useLingui } from "@lingui/react/macro";
import { Button, SegmentedControl, Skeleton, Stack, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { dashboardQuery } from "../../api/dashboard.ts";
import { type Notification, notificationsQuery, useMarkAllRead, useMarkRead } from "../../api/notifications.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Page } from "../../parts/Page.tsx";
import { useFilters } from "../../parts/useFilters.ts";
import { useListKeys } from "../../parts/useListKeys.ts";
import { useSteady } from "../../parts/useSteady.ts";
import { Arrivals } from "./Arrivals.tsx";
import { byDay, type Day, nameOfDay } from "./days.ts";
import { NothingNew } from "./NothingNew.tsx";
import { NotificationItem } from "./NotificationItem.tsx";
import classes from "./notifications.module.css";

export function Component() {
  const { t } = useLingui();
  const { filters, set } = useFilters("unread");
  const isOnlyUnread = filters.unread === "true";
  const list = useInfiniteQuery(notificationsQuery(isOnlyUnread));
  const markAll = useMarkAllRead();
  const markOne = useMarkRead();
  const keys = useListKeys<HTMLDivElement>();
  const items = list.data?.pages.flatMap((page) => page.items).filter((one) => !isOnlyUnread || !one.read) ?? [];
  const steady = useSteady(items.map(({ id }) => id));
  // Unread ones may stand on pages that nobody has asked for yet.
  const unread = useQuery(dashboardQuery).data?.unreadNotifications ?? 0;
  const hasUnread = unread > 0 || items.some(({ read }) => !read);
  const refusal = markAll.error ?? markOne.error;
  return (
    <Page
      title={t`Notifications`}
      actions={
        <Button variant="default" onClick={() => markAll.mutate(null)} disabled={!hasUnread}>
          <Trans>Mark all as read</Trans>
        </Button>
      }
    >
      <SegmentedControl
        aria-label={t`Which notifications`}
        value={isOnlyUnread ? "unread" : "all"}
        onChange={(value) => set({ unread: value === "unread" ? "true" : "" })}
        data={[
          { value: "all", label: t`All` },
          { value: "unread", label: t`Unread` },
        ]}
        className={classes.filter}
      />
      {list.error && <ErrorNotice error={list.error} retry={() => void list.refetch()} />}
      {refusal && <ErrorNotice error={refusal} />}
      {list.isPending && <Rows />}
      {list.isSuccess && items.length === 0 && <NothingNew isOnlyUnread={isOnlyUnread} />}
      <Arrivals items={items} isReady={list.isSuccess} list={String(isOnlyUnread)} />
      <Stack gap="lg" ref={keys} {...steady}>
        {byDay(items).map((day) => (
          <DaySection key={day.key} day={day} markRead={(one) => markOne.mutate(one.id)} />
        ))}
      </Stack>
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          <Trans>Show older ones</Trans>
        </Button>
      )}
    </Page>
  );
}

function DaySection({ day, markRead }: { day: Day; markRead: (one: Notification) => void }) {
  const { i18n } = useLingui();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h5" id={id} mb="xs">
        {nameOfDay(day.at, i18n)}
      </Title>
      <ul className={classes.list}>
        {day.items.map((one) => (
          <NotificationItem key={one.id} notification={one} markRead={() => markRead(one)} />
        ))}
      </ul>
    </section>
  );
}

const Rows = () => (
  <Stack gap={1} aria-hidden="true">
    {["a", "b", "c", "d", "e", "f"].map((row) => (
      <Skeleton key={row} h="4.5rem" />
    ))}
  </Stack>
);
