import { Trans } from "@lingui/react/macro";
import { Alert } from "@mantine/core";
import { onlineManager } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { Icon } from "../parts/icons.tsx";

/** Says that nobody is connected; when they are again, what is shown catches up by itself. */
export function Connection() {
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  return (
    <div role="status">
      {!isOnline && (
        <Alert color="orange" icon={<Icon name="warning" />} mb="md">
          <Trans>You are offline. What you see may be old; it catches up when you are back.</Trans>
        </Alert>
      )}
    </div>
  );
}
