import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "react-router";
import { EmptyState } from "../../parts/EmptyState.tsx";

export const NothingNew = ({ isOnlyUnread }: { isOnlyUnread: boolean }) =>
  isOnlyUnread ? (
    <EmptyState
      title={<Trans>You have read everything</Trans>}
      action={
        <Button component={Link} to="/notifications" variant="light">
          <Trans>Show all notifications</Trans>
        </Button>
      }
    />
  ) : (
    <EmptyState
      title={<Trans>Nothing has happened yet</Trans>}
      action={
        <Button component={Link} to="/profile" variant="light">
          <Trans>Choose your notifications</Trans>
        </Button>
      }
    >
      <Trans>News of your tickets, and of what is waiting for you, appears here as it happens.</Trans>
    </EmptyState>
  );
