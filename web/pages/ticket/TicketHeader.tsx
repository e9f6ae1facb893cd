import { Trans } from "@lingui/react/macro";
import { Group, Stack, Text, Title } from "@mantine/core";
import type { Ticket } from "../../api/tickets.ts";
import { PriorityBadge, StatusBadge } from "../../parts/badges.tsx";
import { usePageTitle } from "../../parts/usePageTitle.ts";
import { When } from "../../parts/When.tsx";
import { TicketActions } from "./TicketActions.tsx";
import classes from "./ticket.module.css";

export function TicketHeader({ ticket }: { ticket: Ticket }) {
  const { id, title, status, priority, requester, createdAt } = ticket;
  const heading = usePageTitle(`${id}: ${title}`);
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
