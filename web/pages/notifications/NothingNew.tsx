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
          <Trans>Choose what you are told</Trans>
        </Button>
      }
    >
      <Trans>What happens to your tickets, and what waits for you, is told here as it happens.</Trans>
    </EmptyState>
  );
