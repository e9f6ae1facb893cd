import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { dashboardQuery } from "../api/dashboard.ts";
import { useDeed } from "../api/deed.ts";
import type { Ticket } from "../api/tickets.ts";
import { everybodyOf } from "../api/users.ts";
import { Dialog } from "./Dialog.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";

type Props = {
  ticket: Pick<Ticket, "id" | "title" | "assignee">;
  /** Where the ticket does not stand beside it, it says which one it is about. */
  isAlone?: boolean;
  close: () => void;
};

/** Chooses a technician, knowing how much each has to do already; who has least stands first. */
export function AssignDialog({ ticket, isAlone = false, close }: Props) {
  const { t } = useLingui();
  const deed = useDeed(ticket.id);
  const { technicians, ordered, loads } = useTechnicians();
  const [chosen, choose] = useState<string | null>(null);
  const choices = ordered.filter(({ id }) => id !== ticket.assignee?.id);
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
          {isAlone && (
            <Text size="sm">
              <bdi>{ticket.title}</bdi>
            </Text>
          )}
          <Select
            label={t`Technician`}
            placeholder={t`Type a name`}
            searchable
            data-autofocus
            data={choices.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={choose}
            // It has the focus from the beginning, which a field that is disabled while they are read cannot take.
            nothingFoundMessage={technicians.isPending ? t`Searching…` : t`No technician with that name`}
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

/** Who can be chosen, least to do first, and how many tickets each works on. */
function useTechnicians() {
  const technicians = useQuery(everybodyOf("technician"));
  const dashboard = useQuery(dashboardQuery);
  const loads = (id: string): number => dashboard.data?.technicians?.find((one) => one.id === id)?.active ?? 0;
  const [places, keep] = useState<readonly string[] | null>(null);
  const byLoad = (technicians.data ?? []).toSorted(
    (one, other) => loads(one.id) - loads(other.id) || one.name.localeCompare(other.name),
  );
  // What is about to be chosen must not go elsewhere because others are given work meanwhile.
  if (!places && technicians.data && dashboard.data) keep(byLoad.map(({ id }) => id));
  const ordered = places
    ? [
        ...places.flatMap((id) => byLoad.find((one) => one.id === id) ?? []),
        ...byLoad.filter(({ id }) => !places.includes(id)),
      ]
    : byLoad;
  return { technicians, loads, ordered };
}
