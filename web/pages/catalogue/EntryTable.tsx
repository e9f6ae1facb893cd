import { Trans, useLingui } from "@lingui/react/macro";
import { Badge, Button, Group, Paper, Skeleton, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useSteady } from "../../parts/useSteady.ts";
import "../../parts/rows.css";

type Entry = { id: string; name: string; active: boolean };
type Props<T extends Entry> = {
  label: string;
  entries: readonly T[] | undefined;
  /** What else there is to say of each: a heading, and what stands below it. */
  column: ReactNode;
  cell: (entry: T) => ReactNode;
  edit: (entry: T) => void;
  setActive: (entry: T, active: boolean) => void;
};

/** Categories or departments: those in use first, each with what may be done to it. */
export function EntryTable<T extends Entry>({ label, entries, column, cell, edit, setActive }: Props<T>) {
  const sorted = entries?.toSorted((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name));
  const steady = useSteady(sorted?.map(({ id }) => id) ?? []);
  return (
    <Paper withBorder style={{ overflow: "hidden" }}>
      <Table
        className="stacking with-actions"
        verticalSpacing="sm"
        horizontalSpacing="md"
        aria-busy={!entries}
        aria-label={label}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">
              <Trans>Name</Trans>
            </Table.Th>
            <Table.Th scope="col">{column}</Table.Th>
            <Table.Th scope="col">
              <span className="visually-hidden">
                <Trans>Actions</Trans>
              </span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...steady}>
          {sorted?.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td>
                <Named entry={entry} />
              </Table.Td>
              <Table.Td>{cell(entry)}</Table.Td>
              <Table.Td>
                <Actions entry={entry} edit={() => edit(entry)} setActive={(active) => setActive(entry, active)} />
              </Table.Td>
            </Table.Tr>
          )) ?? <Places />}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Named({ entry: { id, name, active } }: { entry: Entry }) {
  return (
    <>
      <Group gap="xs">
        <Text fw={600} inherit {...(!active && { c: "dimmed" })}>
          {name}
        </Text>
        {!active && (
          <Badge variant="outline" color="gray" tt="none">
            <Trans>Retired</Trans>
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {id}
      </Text>
    </>
  );
}

type ActionsProps = { entry: Entry; edit: () => void; setActive: (active: boolean) => void };

function Actions({ entry: { name, active }, edit, setActive }: ActionsProps) {
  const { t } = useLingui();
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <Button size="xs" variant="default" onClick={edit} aria-label={t`Edit ${name}`}>
        <Trans>Edit</Trans>
      </Button>
      {active ? (
        <Button size="xs" variant="subtle" color="gray" onClick={() => setActive(false)} aria-label={t`Retire ${name}`}>
          <Trans>Retire</Trans>
        </Button>
      ) : (
        <Button size="xs" variant="light" onClick={() => setActive(true)} aria-label={t`Bring back ${name}`}>
          <Trans>Bring back</Trans>
        </Button>
      )}
    </Group>
  );
}

const Places = () =>
  Array.from({ length: 6 }, (_, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
    <Table.Tr key={place}>
      <Table.Td colSpan={3}>
        <Skeleton h={44} />
      </Table.Td>
    </Table.Tr>
  ));
