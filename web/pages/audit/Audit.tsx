import { Trans, useLingui } from "@lingui/react/macro";
import { Box, Button, Group, NativeSelect, Paper, Skeleton, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { AuditKind } from "../../../functions/domain/audit.ts";
import { type AuditEvent, auditQuery } from "../../api/audit.ts";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { OnlyFor } from "../../parts/OnlyFor.tsx";
import { Page } from "../../parts/Page.tsx";
import { PersonSelect } from "../../parts/PersonSelect.tsx";
import { ShowMore } from "../../parts/ShowMore.tsx";
import { useFilters } from "../../parts/useFilters.ts";
import { AuditEntry } from "./AuditEntry.tsx";
import { kindWords } from "./auditWords.ts";

export const Component = () => (
  <OnlyFor roles={["admin"]}>
    <Audit />
  </OnlyFor>
);

function Audit() {
  const { t, i18n } = useLingui();
  const { filters, set, clear, isFiltered } = useFilters("person", "kind");
  const kind = filters.kind in kindWords ? (filters.kind as AuditKind) : undefined;
  const list = useInfiniteQuery(auditQuery({ person: filters.person, kind }));
  const events = list.data?.pages.flatMap(({ items }) => items);
  const kinds = Object.entries(kindWords).map(([value, words]) => ({ value, label: i18n._(words) }));
  return (
    <Page title={t`Audit trail`}>
      <Text c="dimmed">
        <Trans>Every change to accounts, categories and departments. Nobody can edit it.</Trans>
      </Text>
      <Group component="search" align="flex-end" gap="sm">
        <PersonSelect
          label={t`Person`}
          flex="1 1 14rem"
          anybody={t`Anybody`}
          value={filters.person}
          choose={(person) => set({ person })}
        />
        <NativeSelect
          label={t`What was done`}
          flex="1 1 12rem"
          value={filters.kind}
          onChange={({ currentTarget }) => set({ kind: currentTarget.value })}
          data={[{ value: "", label: t`Everything` }, ...kinds]}
        />
        {isFiltered && (
          <Button variant="subtle" onClick={clear}>
            <Trans>Clear filters</Trans>
          </Button>
        )}
      </Group>
      {list.error && <ErrorNotice error={list.error} retry={() => void list.refetch()} />}
      {(events || !list.error) && <Trail events={events} clear={clear} />}
      {events && events.length > 0 && (
        <ShowMore
          shown={events.length}
          hasMore={list.hasNextPage}
          isLoading={list.isFetchingNextPage || list.isPlaceholderData}
          more={() => void list.fetchNextPage()}
        />
      )}
    </Page>
  );
}

function Trail({ events, clear }: { events: readonly AuditEvent[] | undefined; clear: () => void }) {
  if (events?.length === 0) {
    const action = (
      <Button variant="default" onClick={clear}>
        <Trans>Show everything</Trans>
      </Button>
    );
    return <EmptyState title={<Trans>Nothing matches these filters</Trans>} action={action} />;
  }
  return (
    <Paper withBorder>
      <Box component="ol" className="trail" aria-busy={!events}>
        {events?.map((event) => <AuditEntry key={event.id} event={event} />) ?? <Places />}
      </Box>
    </Paper>
  );
}

const Places = () =>
  Array.from({ length: 6 }, (_, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
    <li key={place}>
      <Skeleton h={36} circle />
      <Skeleton h={64} />
    </li>
  ));
