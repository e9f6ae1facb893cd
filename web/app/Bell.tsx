import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Indicator } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { dashboardQuery } from "../api/dashboard.ts";
import { Icon } from "../parts/icons.tsx";

/** How much is unread, everywhere; its number changes as things happen. */
export function Bell() {
  const { t } = useLingui();
  const unread = useQuery(dashboardQuery).data?.unreadNotifications ?? 0;
  return (
    <Indicator disabled={unread === 0} label={unread > 98 ? "99+" : unread} size={18} color="red">
      <ActionIcon
        component={Link}
        to="/notifications"
        variant="default"
        size="lg"
        aria-label={unread === 0 ? t`Notifications` : t`Notifications: ${unread} unread`}
      >
        <Icon name="bell" />
      </ActionIcon>
    </Indicator>
  );
}
