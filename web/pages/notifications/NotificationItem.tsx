import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Notification } from "../../api/notifications.ts";
import { Icon, type IconName } from "../../parts/icons.tsx";
import { NotificationWords } from "../../parts/NotificationWords.tsx";
import { useNotificationWords } from "../../parts/useNotificationWords.ts";
import { When } from "../../parts/When.tsx";
import classes from "./notifications.module.css";

type Props = { notification: Notification; markRead: () => void };

/** One thing that was told: what, why, when, and the way to its ticket. */
export function NotificationItem({ notification, markRead }: Props) {
  const { t } = useLingui();
  const { ticketId, type, message, at, read } = notification;
  const reason = useNotificationWords().reasonOf(notification) ?? <bdi lang="en">{notification.reason}</bdi>;
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
          <NotificationWords of={notification} />
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
