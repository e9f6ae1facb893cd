import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { dashboardQuery } from "../api/dashboard.ts";
import { everybodyOf } from "../api/users.ts";
import { ErrorNotice } from "./ErrorNotice.tsx";

type Props = {
  /** Who has it already, and is not offered. */
  except?: string | undefined;
  submit: (technicianId: string) => void;
  isPending: boolean;
  close: () => void;
  /** What it is about, before the choice, and what went wrong, after it. */
  about?: ReactNode;
  trouble?: ReactNode;
};

/** Chooses a technician, knowing how much each has to do already; who has least stands first. */
export function AssignForm({ except, submit, isPending, close, about, trouble }: Props) {
  const { t } = useLingui();
  const { technicians, ordered, loads } = useTechnicians();
  const [chosen, choose] = useState<string | null>(null);
  const choices = ordered.filter(({ id }) => id !== except);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (chosen) submit(chosen);
  };
  return (
    <form onSubmit={send}>
      <Stack>
        {about}
        <fieldset disabled={isPending} className="fields">
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
        </fieldset>
        {technicians.error && <ErrorNotice error={technicians.error} retry={() => void technicians.refetch()} />}
        {trouble}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} disabled={isPending}>
            <Trans>Not now</Trans>
          </Button>
          <Button type="submit" disabled={!chosen} loading={isPending}>
            <Trans>Assign</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
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
