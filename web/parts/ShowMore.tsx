import { Trans } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";

type Props = { shown: number; hasMore: boolean; isLoading: boolean; more: () => void };

/** How much of a list is shown, said aloud as it grows, and the way to more of it. */
export function ShowMore({ shown, hasMore, isLoading, more }: Props) {
  return (
    <Group justify="space-between" mih={36}>
      <Text size="sm" c="dimmed" role="status">
        {hasMore ? <Trans>Showing the first {shown}</Trans> : <Trans>{shown} in total</Trans>}
      </Text>
      {hasMore && (
        <Button variant="default" onClick={more} loading={isLoading}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Group>
  );
}
