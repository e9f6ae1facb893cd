import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Notification } from "../../api/notifications.ts";
import { Icon, type IconName } from "../../parts/icons.tsx";
import { When } from "../../parts/When.tsx";
import classes from "./notifications.module.css";

type Props = { notification: Notification; markRead: () => void };

/** One thing that was told: what, why, when, and the way to its ticket. */
export function NotificationItem({ notification: { ticketId, type, message, reason, at, read }, markRead }: Props) {
  const { t } = useLingui();
  return (
    <li className={classes.item} data-unread={!read || undefined}>
      <span className={classes.icon} data-type={type}>
        <Icon name={icons[type] ?? "tickets"} />
      </span>
      <div className={classes.words}>
        <Link to={`/tickets/${ticketId}`} className={classes.link} onClick={() => !read && markRead()} data-list-item>
          {!read && (
            <span className="visually-hidden">
              <Trans>Unread</Trans>{" "}
            </span>
          )}
          <bdi>{message}</bdi>
        </Link>
        <Text size="sm" c="dimmed">
          <When at={at} /> · <Trans>because {reason}</Trans>
        </Text>
      </div>
      {!read && (
        <ActionIcon
          variant="subtle"
          size="lg"
          onClick={markRead}
          aria-label={t`Mark as read: ${message}`}
          title={t`Mark as read`}
        >
          <Icon name="approvals" />
        </ActionIcon>
      )}
    </li>
  );
}

const icons: Record<string, IconName> = {
  ApprovalRequested: "approvals",
  ApprovalReminded: "clock",
  ApprovalGiven: "approvals",
  TicketApproved: "approvals",
  TicketRejected: "close",
  TicketAssigned: "user",
  TicketUnassigned: "user",
  CommentAdded: "comment",
  AttachmentAdded: "clip",
  AttachmentRemoved: "clip",
};
