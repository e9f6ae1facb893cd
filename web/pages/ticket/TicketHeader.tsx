import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, CopyButton, Group, Stack, Text, Title } from "@mantine/core";
import type { Ticket } from "../../api/tickets.ts";
import { PriorityBadge, StatusBadge } from "../../parts/badges.tsx";
import { Icon } from "../../parts/icons.tsx";
import { usePageTitle } from "../../parts/usePageTitle.ts";
import { When } from "../../parts/When.tsx";
import { TicketActions } from "./TicketActions.tsx";
import classes from "./ticket.module.css";

export function TicketHeader({ ticket }: { ticket: Ticket }) {
  const { id, title, status, priority, requester, createdAt } = ticket;
  const heading = usePageTitle(`${id}: ${title}`);
  return (
    <Stack gap="xs" className={classes.header}>
      <Group gap={6}>
        <Group gap={4} wrap="nowrap">
          <Text span fw={600} c="dimmed" className={classes.id}>
            {id}
          </Text>
          <CopyId id={id} />
        </Group>
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

/** For a message to a colleague: a double click on the id takes only what stands behind its hyphen. */
function CopyId({ id }: { id: string }) {
  const { t } = useLingui();
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => {
        const label = copied ? t`Copied` : t`Copy ${id}`;
        return (
          <ActionIcon variant="subtle" color="gray" size={24} onClick={copy} aria-label={label} title={label}>
            <Icon name={copied ? "approvals" : "copy"} size={16} />
          </ActionIcon>
        );
      }}
    </CopyButton>
  );
}
