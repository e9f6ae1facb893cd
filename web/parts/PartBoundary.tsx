import { Trans } from "@lingui/react/macro";
import { Button, Stack } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { Toast } from "./Toast.tsx";

type Props = { close: () => void; failed?: () => void; children: ReactNode };
type State = { hasFailed: boolean };

/** Around a dialog whose code is loaded when it is asked for: where that fails, all the rest stays, with what is typed there. */
export class PartBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    this.props.failed?.();
  }

  private close = (): void => {
    this.setState({ hasFailed: false });
    this.props.close();
  };

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <Toast told={{ message: <NotLoaded /> }} close={this.close} />;
  }
}

const NotLoaded = () => (
  <Stack gap="xs" align="flex-start" component="span" role="alert">
    <Trans>This could not be loaded. Check your connection, then load the page again.</Trans>
    {/* A browser may remember that code could not be loaded until the whole page is loaded again. */}
    <Button size="compact-sm" variant="light" onClick={() => window.location.reload()}>
      <Trans>Load again</Trans>
    </Button>
  </Stack>
);
