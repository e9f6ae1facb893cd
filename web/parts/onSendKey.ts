import type { KeyboardEvent } from "react";

/** Ctrl+Enter (on a Mac Cmd+Enter) sends what stands in a field of several lines. */
export const onSendKey =
  (send: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
