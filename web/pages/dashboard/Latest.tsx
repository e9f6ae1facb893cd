import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Card, Group, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { Link } from "react-router";
import type { Dashboard } from "../../api/dashboard.ts";
import { useMarkRead } from "../../api/notifications.ts";
import { StatusBadge } from "../../parts/badges.tsx";
import { NotificationWords } from "../../parts/NotificationWords.tsx";
import { When } from "../../parts/When.tsx";
import classes from "./dashboard.module.css";

/** The newest tickets of the dashboard's scope. */
export function LatestTickets({ tickets, to }: { tickets: Dashboard["latestTickets"]; to: string }) {
  const { t } = useLingui();
  return (
    <Latest title={t`Latest tickets`} to={to} more={t`All tickets`} isEmpty={tickets.length === 0}>
      {tickets.map(({ id, title, status, requester, createdAt }) => (
        <li key={id}>
          <Group justify="space-between" gap="xs" align="flex-start">
            <Anchor component={Link} to={`/tickets/${id}`} className={classes.entry} c="inherit" underline="hover">
              <bdi>{title}</bdi>
            </Anchor>
            <StatusBadge status={status} />
          </Group>
          <Text size="sm" c="dimmed">
            {id} · {requester.name} · <When at={createdAt} />
          </Text>
        </li>
      ))}
    </Latest>
  );
}

export function LatestNotifications({ notifications }: { notifications: Dashboard["latestNotifications"] }) {
  const { t } = useLingui();
  const { mutate: markRead } = useMarkRead();
  return (
    <Latest
      title={t`Latest notifications`}
      to="/notifications"
      more={t`All notifications`}
      isEmpty={notifications.length === 0}
    >
      {notifications.map((one) => (
        <li key={one.id}>
          <Anchor
            component={Link}
            to={`/tickets/${one.ticketId}`}
            onClick={() => !one.read && markRead(one.id)}
            className={classes.entry}
            c="inherit"
            underline="hover"
          >
            <NotificationWords of={one} />
          </Anchor>
          <Text size="sm" c="dimmed">
            <When at={one.at} />
            {!one.read && (
              <>
                {" · "}
                <b className={classes.unread}>
                  <Trans>Unread</Trans>
                </b>
              </>
            )}
          </Text>
        </li>
      ))}
    </Latest>
  );
}

type LatestProps = { title: string; to: string; more: string; isEmpty: boolean; children: ReactNode };

function Latest({ title, to, more, isEmpty, children }: LatestProps) {
  const id = useId();
  return (
    <Card component="section" withBorder aria-labelledby={id}>
      <Group justify="space-between" gap="xs" mb="sm">
        <Title order={2} size="h5" id={id}>
          {title}
        </Title>
        <Anchor component={Link} to={to} size="sm" className={classes.entry}>
          {more}
        </Anchor>
      </Group>
      {isEmpty ? (
        <Text c="dimmed">
          <Trans>Nothing yet.</Trans>
        </Text>
      ) : (
        <ul className={classes.entries}>{children}</ul>
      )}
    </Card>
  );
}
