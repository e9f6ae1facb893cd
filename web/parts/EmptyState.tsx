import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Page } from "./Page.tsx";

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

/** A page that is not there, or not for who looks. */
export function NotFound() {
  const { t } = useLingui();
  return (
    <Page title={t`Nothing here`}>
      <EmptyState
        title={<Trans>There is nothing at this address, or nothing that you have access to.</Trans>}
        action={
          <Anchor component={Link} to="/">
            <Trans>Go to your dashboard</Trans>
          </Anchor>
        }
      />
    </Page>
  );
}
