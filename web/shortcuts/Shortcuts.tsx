import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Kbd } from "@mantine/core";
import { lazy, Suspense, useRef, useState } from "react";
import type { Me } from "../api/me.ts";
import { Icon } from "../parts/icons.tsx";
import { PartBoundary } from "../parts/PartBoundary.tsx";
import { isMac } from "./keys.ts";
import { useShortcuts } from "./useShortcuts.ts";
import { useTypedAhead } from "./useTypedAhead.ts";

const Palette = lazy(() => import("./Palette.tsx").then(({ Palette: component }) => ({ default: component })));
const KeyHelp = lazy(() => import("./KeyHelp.tsx").then(({ KeyHelp: component }) => ({ default: component })));

type Dialog = "palette" | "help";

/** The button in the header that finds anything, and the keys that do things without it. */
export function Shortcuts({ me }: { me: Me }) {
  const { t } = useLingui();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  /** Dialogs are loaded when first asked for, and stay to fade out. */
  const [asked, setAsked] = useState<ReadonlySet<Dialog>>(new Set());
  const opener = useRef<Element | null>(null);
  const ahead = useTypedAhead();
  const show = (next: Dialog | null) => {
    if (!dialog) opener.current = document.activeElement;
    if (next) setAsked((before) => new Set(before).add(next));
    if (next === "palette") ahead.begin();
    else ahead.end();
    setDialog(next);
  };
  useShortcuts({ role: me.role, open: show, toggle: () => show(dialog === "palette" ? null : "palette") });
  const close = () => show(null);
  const giveUp = () => {
    setAsked(new Set());
    close();
  };
  /** Mantine gives the focus back only where a dialog was there before it opened. */
  const back = () => opener.current instanceof HTMLElement && opener.current.focus();
  return (
    <>
      <Find open={() => show("palette")} />
      <ActionIcon variant="default" size="lg" hiddenFrom="sm" onClick={() => show("palette")} aria-label={t`Find`}>
        <Icon name="search" />
      </ActionIcon>
      <PartBoundary close={giveUp} failed={ahead.end}>
        <Suspense>
          {asked.has("palette") && (
            <Palette
              me={me}
              isOpen={dialog === "palette"}
              close={close}
              back={back}
              help={() => show("help")}
              typedAhead={ahead.end}
            />
          )}
          {asked.has("help") && <KeyHelp role={me.role} isOpen={dialog === "help"} close={close} back={back} />}
        </Suspense>
      </PartBoundary>
    </>
  );
}

function Find({ open }: { open: () => void }) {
  return (
    <Button
      variant="default"
      size="sm"
      visibleFrom="sm"
      onClick={open}
      leftSection={<Icon name="search" />}
      rightSection={
        <Kbd size="xs" aria-hidden="true" className="for-keyboards">
          {isMac() ? "⌘ K" : "Ctrl K"}
        </Kbd>
      }
      aria-keyshortcuts="Control+K Meta+K"
    >
      <Trans>Find</Trans>
    </Button>
  );
}
