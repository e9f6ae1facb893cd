import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { Page } from "../../parts/Page.tsx";
import { forgetDraft } from "../../parts/useDraft.ts";
import { UnsentText } from "./UnsentText.tsx";
import type { Unsent } from "./unsent.ts";

type Props = { ticketId: string; unsent: readonly Unsent[] };

/** A ticket that somebody could read and cannot any more: what has happened, and what they had written on it. */
export function TakenAway({ ticketId, unsent }: Props) {
  const [discarded, setDiscarded] = useState<readonly string[]>([]);
  const discard = (place: string) => {
    forgetDraft(place);
    setDiscarded((all) => [...all, place]);
  };
  return (
    <Page title={ticketId}>
      <EmptyState
        title={<Trans>You no longer have access to this ticket</Trans>}
        action={
          <Button component={Link} to="/tickets" variant="light" mt="xs">
            <Trans>Go to your tickets</Trans>
          </Button>
        }
      >
        <Trans>It was given to somebody else, or your own role or department has changed.</Trans>
      </EmptyState>
      {unsent
        .filter(({ place }) => !discarded.includes(place))
        .map(({ place, text }) => (
          <UnsentText key={place} text={text} discard={() => discard(place)} />
        ))}
    </Page>
  );
}
