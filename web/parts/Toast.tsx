import { Trans, useLingui } from "@lingui/react/macro";
import { Button, CloseButton, Group, List, Paper, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Icon } from "./icons.tsx";
import "./rows.css";

type Told = {
  message: ReactNode;
  /** What the change has left open, in the service's words. */
  warnings?: readonly string[];
  undo?: () => void;
};

export type Tell = (told: Told | null) => void;

/** Says what was done, at the lower edge, until it is closed or something else is said: `const [tell, toast] = useToast()`. */
export function useToast(): [tell: Tell, toast: ReactNode] {
  const [told, tell] = useState<Told | null>(null);
  return [tell, <Toast key="toast" told={told} close={() => tell(null)} />];
}

/** What is told, until it is closed; its place is there before, so that it is read out. */
export function Toast({ told, close }: { told: Told | null; close: () => void }) {
  const { t } = useLingui();
  const warnings = told?.warnings ?? [];
  return (
    <div role="status" className="toast">
      {told && (
        <Paper withBorder shadow="md" p="sm" ps="md">
          <Group wrap="nowrap" align="flex-start" gap="sm">
            <Stack gap="xs" flex={1} my={2}>
              <Text size="sm">{told.message}</Text>
              {warnings.length > 0 && (
                <List size="sm" spacing={4} icon={<Icon name="warning" size={16} />}>
                  {warnings.map((warning) => (
                    <List.Item key={warning}>
                      <bdi lang="en">{warning}</bdi>
                    </List.Item>
                  ))}
                </List>
              )}
            </Stack>
            {told.undo && (
              <Button size="compact-sm" variant="subtle" onClick={told.undo}>
                <Trans>Undo</Trans>
              </Button>
            )}
            <CloseButton aria-label={t`Close`} onClick={close} />
          </Group>
        </Paper>
      )}
    </div>
  );
}
