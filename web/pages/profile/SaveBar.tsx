import { Trans } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { Icon } from "../../parts/icons.tsx";

type Props = { isChanged: boolean; isSaving: boolean; isSaved: boolean; reset: () => void };

/** Saves a form, and says that it is saved until something is changed again. */
export function SaveBar({ isChanged, isSaving, isSaved, reset }: Props) {
  return (
    <Group gap="sm">
      <Button type="submit" loading={isSaving} disabled={!isChanged}>
        <Trans>Save</Trans>
      </Button>
      {isChanged && !isSaving && (
        <Button variant="subtle" onClick={reset}>
          <Trans>Undo changes</Trans>
        </Button>
      )}
      <Text role="status" size="sm" c="dimmed">
        {isSaved && !isChanged && (
          <Group gap={4} component="span">
            <Icon name="approvals" size={16} /> <Trans>Saved</Trans>
          </Group>
        )}
      </Text>
    </Group>
  );
}
