import { useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

type Props = {
  title: ReactNode;
  isOpen: boolean;
  close: () => void;
  /** For questions: their safe answer closes them. */
  withoutCross?: boolean;
  children: ReactNode;
};

/** A dialog. Its head is no landmark: a page has one banner, and that is the desk's. */
export function Dialog({ title, isOpen, close, withoutCross = false, children }: Props) {
  const { t } = useLingui();
  return (
    // A click beside it must not lose what was typed; Escape and the buttons close it.
    <Modal.Root opened={isOpen} onClose={close} centered={withoutCross} closeOnClickOutside={false}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Header component="div">
          <Modal.Title fw={600}>{title}</Modal.Title>
          {!withoutCross && <Modal.CloseButton aria-label={t`Close`} />}
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
