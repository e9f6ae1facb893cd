import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { Page } from "../parts/Page.tsx";

type Props = { address: string; children: ReactNode; failed?: ReactNode };
type State = { hasFailed: boolean };

/**
 * What stands around a page stays usable when the page itself fails: most often since its code could not be loaded, the
 * connection being down. Another address is another chance.
 */
export class PageBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override componentDidUpdate({ address }: Props): void {
    if (this.state.hasFailed && address !== this.props.address) this.setState({ hasFailed: false });
  }

  override render(): ReactNode {
    const { children, failed = <Failed /> } = this.props;
    return this.state.hasFailed ? failed : children;
  }
}

function Failed() {
  const { t } = useLingui();
  return (
    <Page title={t`This page could not be shown`}>
      <div role="alert">
        <Text mb="md">
          <Trans>Something went wrong while it was loading. Check your connection, then try again.</Trans>
        </Text>
        {/* A browser may remember that code could not be loaded until the whole page is loaded again. */}
        <Button onClick={() => window.location.reload()}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    </Page>
  );
}
