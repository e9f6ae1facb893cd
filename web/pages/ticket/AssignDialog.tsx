import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { dashboardQuery } from "../../api/dashboard.ts";
import { type Ticket, useDeed } from "../../api/tickets.ts";
import { everybodyOf } from "../../api/users.ts";
import { Dialog } from "../../parts/Dialog.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";

/** Chooses a technician, knowing how much each has to do already; who has least stands first. */
export function AssignDialog({ ticket, close }: { ticket: Ticket; close: () => void }) {
  const { t } = useLingui();
  const deed = useDeed(ticket.id);
  const technicians = useQuery(everybodyOf("technician"));
  const loads = useLoads();
  const [chosen, choose] = useState<string | null>(null);
  const choices = (technicians.data ?? [])
    .filter(({ id }) => id !== ticket.assignee?.id)
    .toSorted((one, other) => loads(one.id) - loads(other.id) || one.name.localeCompare(other.name));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen) deed.mutate({ do: "assign", technicianId: chosen }, { onSuccess: close });
  };
  return (
    <Dialog
      title={
        ticket.assignee ? <Trans>Give this ticket to another technician</Trans> : <Trans>Assign this ticket</Trans>
      }
      isOpen
      close={() => !deed.isPending && close()}
      withoutCross
    >
      <form onSubmit={submit}>
        <Stack>
          <Select
            label={t`Technician`}
            placeholder={t`Type a name`}
            searchable
            data-autofocus
            data={choices.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={choose}
            disabled={technicians.isPending}
            nothingFoundMessage={t`No technician with that name`}
            renderOption={({ option }) => <Choice name={option.label} load={loads(option.value)} />}
          />
          {technicians.error && <ErrorNotice error={technicians.error} retry={() => void technicians.refetch()} />}
          {deed.error && <ErrorNotice error={deed.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} disabled={deed.isPending}>
              <Trans>Not now</Trans>
            </Button>
            <Button type="submit" disabled={!chosen} loading={deed.isPending}>
              <Trans>Assign</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function Choice({ name, load }: { name: string; load: number }) {
  return (
    <Group justify="space-between" wrap="nowrap" w="100%">
      <bdi>{name}</bdi>
      <Text span size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
        <Plural value={load} _0="no tickets" one="# ticket" other="# tickets" />
      </Text>
    </Group>
  );
}

/** How many tickets each technician works on. */
function useLoads(): (id: string) => number {
  const { data } = useQuery(dashboardQuery);
  return (id) => data?.technicians?.find((one) => one.id === id)?.active ?? 0;
}
