import "./shortcuts.css";
import { useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Me } from "../api/me.ts";
import { Finder } from "./Finder.tsx";
import type { Entry } from "./useEntries.ts";

type Props = {
  me: Me;
  isOpen: boolean;
  close: () => void;
  back: () => void;
  help: () => void;
  typedAhead: () => string;
};

/** Finds a ticket, a person, a page or an action from the keyboard. */
export function Palette({ me, isOpen, close, back, help, typedAhead }: Props) {
  const { t } = useLingui();
  const chosen = useRef<Entry | null>(null);
  // Asked for again while it fades out, it is the same palette still.
  useEffect(() => {
    if (isOpen) chosen.current = null;
  }, [isOpen]);
  const choose = (entry: Entry) => {
    chosen.current = entry;
    close();
    entry.run();
  };
  /** Who has gone to another page goes on there, not where they opened this. */
  const settle = () => {
    if (!chosen.current) back();
    else if (chosen.current.id !== "help") leadToPage();
    chosen.current = null;
  };
  return (
    <Modal.Root
      opened={isOpen}
      onClose={close}
      size="lg"
      yOffset="8vh"
      returnFocus={false}
      onExitTransitionEnd={settle}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t`Find a ticket, a person or a page`} radius="md">
        <Modal.Body p={0}>
          <Finder me={me} isOpen={isOpen} choose={choose} help={help} typedAhead={typedAhead} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function leadToPage(): void {
  const title = document.querySelector<HTMLElement>("#content .page-title");
  // A page that is still on its way takes the focus when it comes and nothing has it.
  if (title) title.focus({ preventScroll: true });
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
