import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

type Props = { title: ReactNode; children?: ReactNode; action?: ReactNode };

/** Nothing here: why, and the one thing to do next. */
export function EmptyState({ title, children, action }: Props) {
  return (
    <Stack align="center" gap="xs" py="xl" ta="center">
      <Title order={2} size="h4">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" maw="30rem">
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}
