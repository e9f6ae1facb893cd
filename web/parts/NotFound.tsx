import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { EmptyState } from "./EmptyState.tsx";
import { Page } from "./Page.tsx";

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
