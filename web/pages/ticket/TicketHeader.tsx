import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Ticket } from "../../api/tickets.ts";
import { PriorityBadge, StatusBadge } from "../../parts/badges.tsx";
import { When } from "../../parts/When.tsx";
import { TicketActions } from "./TicketActions.tsx";
import classes from "./ticket.module.css";

export function TicketHeader({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  const { id, title, status, priority, requester, createdAt } = ticket;
  useEffect(() => {
    document.title = t`${id}: ${title} · Ticket desk`;
  }, [t, id, title]);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Stack gap="xs" className={classes.header}>
      <Group gap="xs">
        <Text span fw={600} c="dimmed" className={classes.id}>
          {id}
        </Text>
        <span role="status" className={classes.now}>
          <StatusBadge status={status} />
        </span>
        <PriorityBadge priority={priority} />
      </Group>
      <Title order={1} size="h2" ref={heading} tabIndex={-1} dir="auto" className={`page-title ${classes.title}`}>
        {title}
      </Title>
      <Text size="sm" c="dimmed">
        <Trans>
          Raised by <bdi>{requester.name}</bdi> <When at={createdAt} />
        </Trans>
      </Text>
      <TicketActions ticket={ticket} />
    </Stack>
  );
}
