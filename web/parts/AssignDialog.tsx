import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useDeed } from "../api/deed.ts";
import type { Ticket } from "../api/tickets.ts";
import { AssignForm } from "./AssignForm.tsx";
import { Dialog } from "./Dialog.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";

type Props = {
  ticket: Pick<Ticket, "id" | "title" | "assignee">;
  /** Where the ticket does not stand beside it, it says which one it is about. */
  isAlone?: boolean;
  close: () => void;
};

/** Puts a technician on a ticket, or another in their place. */
export function AssignDialog({ ticket, isAlone = false, close }: Props) {
  const deed = useDeed(ticket.id);
  return (
    <Dialog
      title={
        ticket.assignee ? <Trans>Give this ticket to another technician</Trans> : <Trans>Assign this ticket</Trans>
      }
      isOpen
      close={() => !deed.isPending && close()}
      withoutCross
    >
      <AssignForm
        except={ticket.assignee?.id}
        submit={(technicianId) => deed.mutate({ do: "assign", technicianId }, { onSuccess: close })}
        isPending={deed.isPending}
        close={close}
        about={
          isAlone && (
            <Text size="sm">
              <bdi>{ticket.title}</bdi>
            </Text>
          )
        }
        trouble={deed.error && <ErrorNotice error={deed.error} />}
      />
    </Dialog>
  );
}
