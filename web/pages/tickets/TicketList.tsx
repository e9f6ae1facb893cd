import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useRef } from "react";
import { useMe } from "../../api/me.ts";
import type { ListSource } from "../../api/ticketLists.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Icon } from "../../parts/icons.tsx";
import { useListKeys } from "../../parts/useListKeys.ts";
import { AssignSelected } from "./AssignSelected.tsx";
import { timeShownIn } from "./addressedList.ts";
import { NoTickets } from "./NoTickets.tsx";
import { TableSkeleton } from "./TableFrame.tsx";
import { CardsSkeleton, TicketCards } from "./TicketCards.tsx";
import { TicketTable } from "./TicketTable.tsx";
import { usePlaces } from "./usePlaces.ts";
import { useSelection } from "./useSelection.ts";

/** From here on, columns of a table leave room for titles: beside the navigation, a tablet held upright has none. */
const roomForTable = "(min-width: 72em)";

/** As many as a page holds that fills a window. */
const skeletons = 10;

/** The tickets themselves: live, but never moving under somebody's hand. */
export function TicketList({ source }: { source: ListSource }) {
  const time = timeShownIn(source, useMe().role);
  const { t } = useLingui();
  const { rows, held, isFirst, isOld, error, moreError, hasMore, isLoadingMore, bringIn, more, refetch } =
    usePlaces(source);
  const selection = useSelection(source, rows);
  const top = useRef<HTMLDivElement>(null);
  const tableRef = useListKeys<HTMLTableSectionElement>({ onEnd: more });
  const cardsRef = useListKeys<HTMLUListElement>({ onEnd: more });
  const isTable = useMediaQuery(roomForTable, true, { getInitialValueInEffect: false });
  const showNew = () => {
    bringIn();
    top.current?.focus({ preventScroll: true });
    top.current?.scrollIntoView({ block: "nearest" });
  };
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />;
  return (
    <div ref={top} tabIndex={-1} className="ticket-list" aria-busy={isFirst || isOld}>
      <div className="new-ones" role="status">
        {held > 0 && !isOld && (
          <Button size="compact-md" radius="xl" leftSection={<Icon name="arrowUp" size={16} />} onClick={showNew}>
            <Plural value={held} one="# new" other="# new" />
          </Button>
        )}
      </div>
      {isFirst && (
        <div role="status" aria-label={t`Loading`}>
          {isTable ? (
            <TableSkeleton rows={skeletons} time={time} isSelectable={selection !== null} />
          ) : (
            <CardsSkeleton rows={skeletons} />
          )}
        </div>
      )}
      {rows.length > 0 &&
        (isTable ? (
          <TicketTable rows={rows} time={time} selection={selection} listRef={tableRef} />
        ) : (
          <TicketCards rows={rows} time={time} listRef={cardsRef} />
        ))}
      {!isFirst && !isOld && rows.length === 0 && !hasMore && <NoTickets />}
      {isTable && selection && <AssignSelected selection={selection} />}
      {moreError && <ErrorNotice error={moreError} />}
      <div className="list-end">
        {hasMore && !isOld && (
          <Button variant="default" onClick={more} loading={isLoadingMore}>
            <Trans>Load more</Trans>
          </Button>
        )}
        <span role="status" className="visually-hidden">
          {!isFirst && !isOld && <Plural value={rows.length} one="# ticket shown" other="# tickets shown" />}
        </span>
      </div>
    </div>
  );
}
