import { Plural, Trans } from "@lingui/react/macro";
import { Button, Paper, Text } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { TicketRow } from "../../api/ticketRow.ts";
import { PartBoundary } from "../../parts/PartBoundary.tsx";
import type { Selection } from "./useSelection.ts";

const AssignManyDialog = lazy(async () => ({ default: (await import("./AssignManyDialog.tsx")).AssignManyDialog }));

/** What can be done with the tickets that are selected, at the lower edge as long as there are any. */
export function AssignSelected({ selection: { tickets, clear } }: { selection: Selection }) {
  const [assigning, setAssigning] = useState<readonly TicketRow[] | null>(null);
  const close = () => setAssigning(null);
  const done = () => {
    close();
    clear();
  };
  return (
    <>
      {tickets.length > 0 && (
        <Paper withBorder shadow="md" className="selection-bar">
          <Text size="sm" fw={600}>
            <Plural value={tickets.length} one="# ticket selected" other="# tickets selected" />
          </Text>
          <Button size="compact-md" fz="sm" onClick={() => setAssigning(tickets)}>
            <Trans>Assign</Trans>
          </Button>
          <Button size="compact-md" fz="sm" variant="subtle" onClick={clear}>
            <Trans>Clear selection</Trans>
          </Button>
        </Paper>
      )}
      {/* A dialog that is open stays, whatever happens to its tickets meanwhile. */}
      {assigning && (
        <PartBoundary close={close}>
          <Suspense>
            <AssignManyDialog tickets={assigning} close={close} done={done} />
          </Suspense>
        </PartBoundary>
      )}
    </>
  );
}
