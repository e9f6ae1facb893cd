import { Plural } from "@lingui/react/macro";
import { List, Text } from "@mantine/core";
import { useState } from "react";
import { type NotAssigned, useAssignMany } from "../../api/assignMany.ts";
import type { TicketRow } from "../../api/ticketRow.ts";
import { AssignForm } from "../../parts/AssignForm.tsx";
import { Dialog } from "../../parts/Dialog.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";

type Props = { tickets: readonly TicketRow[]; close: () => void; done: () => void };

/** Puts one technician on several tickets. Those that it could not stay, each with the reason, to be tried again or left. */
export function AssignManyDialog({ tickets, close, done }: Props) {
  const assigning = useAssignMany();
  const [failed, setFailed] = useState<readonly NotAssigned[]>([]);
  const left = failed.length > 0 ? tickets.filter(({ id }) => failed.some(({ ticketId }) => ticketId === id)) : tickets;
  const submit = (technicianId: string) =>
    assigning.mutate(
      { ticketIds: left.map(({ id }) => id), technicianId },
      { onSuccess: (still) => (still.length > 0 ? setFailed(still) : done()) },
    );
  return (
    <Dialog
      title={<Plural value={left.length} one="Assign # ticket" other="Assign # tickets" />}
      isOpen
      close={() => !assigning.isPending && close()}
      withoutCross
    >
      <AssignForm
        submit={submit}
        isPending={assigning.isPending}
        close={close}
        about={<Titles tickets={left} />}
        trouble={!assigning.isPending && failed.length > 0 && <Failed failed={failed} of={tickets.length} />}
      />
    </Dialog>
  );
}

const shownTitles = 5;

function Titles({ tickets }: { tickets: readonly TicketRow[] }) {
  const more = tickets.length - shownTitles;
  return (
    <List size="sm">
      {tickets.slice(0, shownTitles).map(({ id, title }) => (
        <List.Item key={id}>
          <bdi>{title}</bdi>
        </List.Item>
      ))}
      {more > 0 && (
        <List.Item>
          <Plural value={more} one="and # more" other="and # more" />
        </List.Item>
      )}
    </List>
  );
}

/** Each reason once: it is the same for all where the connection is down. */
function Failed({ failed, of }: { failed: readonly NotAssigned[]; of: number }) {
  const done = of - failed.length;
  const reasons = new Map(failed.map(({ error }) => [String(error), error]));
  return (
    <>
      <Text size="sm" role="status">
        <Plural
          value={failed.length}
          one={`${done} of ${of} are assigned. The one above is not.`}
          other={`${done} of ${of} are assigned. The ones above are not.`}
        />
      </Text>
      {[...reasons].map(([reason, error]) => (
        <ErrorNotice key={reason} error={error} />
      ))}
    </>
  );
}
