import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { useRef } from "react";
import { Link } from "react-router";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Page } from "../../parts/Page.tsx";
import { useToast } from "../../parts/Toast.tsx";
import { useListKeys } from "../../parts/useListKeys.ts";
import { useSteady } from "../../parts/useSteady.ts";
import { useKeysOn } from "../../shortcuts/settings.ts";
import { ApprovalCard } from "./ApprovalCard.tsx";
import classes from "./approvals.module.css";
import { OutcomeWords } from "./OutcomeWords.tsx";
import { useInbox } from "./useInbox.ts";

export function Component() {
  const { t } = useLingui();
  const page = useRef<HTMLDivElement>(null);
  const cards = useListKeys<HTMLUListElement>();
  const [tell, toast] = useToast();
  const { list, rows, failures, decide } = useInbox((outcome) => tell({ message: <OutcomeWords outcome={outcome} /> }));
  const steady = useSteady(rows.map(({ id }) => id));
  return (
    <Page title={t`Approvals`}>
      <Stack gap="md" ref={page}>
        {rows.length > 0 && <Hint />}
        {list.isPending && <CardSkeletons />}
        {list.error && <ErrorNotice error={list.error} retry={() => void list.refetch()} />}
        {list.isSuccess && rows.length === 0 && !list.hasNextPage && <NothingWaits />}
        <ul className={classes.cards} ref={cards} aria-label={t`Waiting for your decision`} {...steady}>
          {rows.map((row, index) => (
            <ApprovalCard
              key={row.id}
              row={row}
              failure={failures[row.id] ?? null}
              decide={(decision) => {
                goOn(page.current, index);
                decide(decision);
              }}
            />
          ))}
        </ul>
        {list.hasNextPage && (
          <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
            <Trans>Show more</Trans>
          </Button>
        )}
      </Stack>
      {toast}
    </Page>
  );
}

/** The focus goes to the next card, or to the one before it, or to the title: never nowhere. */
function goOn(page: HTMLElement | null, from: number): void {
  const links = [...(page?.querySelectorAll<HTMLElement>("[data-list-item]") ?? [])];
  const next = links[from + 1] ?? links[from - 1] ?? document.querySelector<HTMLElement>(".page-title");
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function Hint() {
  if (!useKeysOn()) return null;
  return (
    <Text size="sm" c="dimmed" visibleFrom="sm" className="for-keyboards">
      <Trans>
        <kbd className={classes.key}>J</kbd> and <kbd className={classes.key}>K</kbd> go down and up,{" "}
        <kbd className={classes.key}>Enter</kbd> opens, <kbd className={classes.key}>A</kbd> approves,{" "}
        <kbd className={classes.key}>R</kbd> rejects with a reason.
      </Trans>
    </Text>
  );
}

const NothingWaits = () => (
  <EmptyState
    title={<Trans>Nothing is waiting for your decision</Trans>}
    action={
      <Button component={Link} to="/tickets" variant="light">
        <Trans>See all tickets</Trans>
      </Button>
    }
  >
    <Trans>As soon as somebody asks you, it appears here, and in your e-mail if you like.</Trans>
  </EmptyState>
);

const CardSkeletons = () => (
  <Stack gap="md" aria-hidden="true">
    <Skeleton h="16rem" />
    <Skeleton h="16rem" />
  </Stack>
);
