import { Plural, Trans } from "@lingui/react/macro";
import { Anchor, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useMe } from "../../api/me.ts";
import type { Ticket } from "../../api/tickets.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { BeingSaid } from "./BeingSaid.tsx";
import { EntryRow } from "./EntryRow.tsx";
import { isComment, placed } from "./entries.ts";
import { HistoryFilter } from "./HistoryFilter.tsx";
import classes from "./ticket.module.css";
import { useArrivals } from "./useArrivals.ts";
import { useMarked } from "./useMarked.ts";
import { useStillSending } from "./useStillSending.ts";
import { useWholeHistory } from "./useWholeHistory.ts";

/** With more entries than this, the last one is far below: there is a way to it. */
const many = 10;

/** What was done and said, oldest first. */
export function Timeline({ ticket }: { ticket: Ticket }) {
  const me = useMe();
  const history = useWholeHistory(ticket.id);
  const pages = history.data?.pages;
  const entries = useMemo(() => placed(pages?.flatMap(({ items }) => items) ?? []), [pages]);
  const [search] = useSearchParams();
  const onlyComments = search.get("show") === "comments";
  const marked = useMarked(history, entries);
  const shown = entries.filter((entry) => !onlyComments || isComment(entry) || entry.anchor === marked);
  const { end, arrived: all } = useArrivals(entries, me.id, pages?.length ?? 0);
  const arrived = all.filter((entry) => shown.includes(entry));
  const beingSaid = useStillSending(ticket.id, me.id, entries);
  const goTo = (anchor: string | undefined) => {
    const entry = document.getElementById(anchor ?? "");
    entry?.scrollIntoView({ block: "center", behavior: isCalm() ? "auto" : "smooth" });
    entry?.focus({ preventScroll: true });
  };
  return (
    <section aria-labelledby="history">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5" id="history">
          <Trans>History</Trans>
        </Title>
        <Group gap="sm" className="not-on-paper">
          {shown.length > many && (
            <Anchor component="button" type="button" size="sm" onClick={() => goTo(shown.at(-1)?.anchor)}>
              <Trans>Go to the latest</Trans>
            </Anchor>
          )}
          <HistoryFilter onlyComments={onlyComments} />
        </Group>
      </Group>
      {history.isPending && <Waiting />}
      {history.error && <ErrorNotice error={history.error} retry={() => void history.refetch()} />}
      <ol className={classes.entries}>
        {shown.map((entry) => (
          <EntryRow key={entry.id} entry={entry} isMarked={entry.anchor === marked} />
        ))}
      </ol>
      {onlyComments && shown.length === 0 && !history.isPending && (
        <Text size="sm" c="dimmed" py="sm">
          <Trans>Nobody has commented yet.</Trans>
        </Text>
      )}
      {history.hasNextPage && (
        <Button
          variant="default"
          fullWidth
          my="xs"
          loading={history.isReadingOn || history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          <Trans>Show later entries</Trans>
        </Button>
      )}
      {beingSaid.length > 0 && (
        <ol className={classes.entries}>
          {beingSaid.map((said) => (
            <BeingSaid key={said.key} said={said} by={me.name} />
          ))}
        </ol>
      )}
      <div ref={end} style={{ height: 1 }} />
      <div className={classes.arrivals} role="status">
        {arrived.length > 0 && (
          <Button size="xs" radius="xl" onClick={() => goTo(arrived[0]?.anchor)}>
            <Plural value={arrived.length} one="# new" other="# new" />
          </Button>
        )}
      </div>
    </section>
  );
}

/** Whoever asked for less motion is not carried past a hundred comments. */
const isCalm = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

const Waiting = () => (
  <Stack gap="xs">
    <Skeleton h="2.5rem" />
    <Skeleton h="5rem" />
    <Skeleton h="2.5rem" />
  </Stack>
);
