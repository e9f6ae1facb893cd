import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, Skeleton, Table } from "@mantine/core";
import type { ReactNode, RefObject } from "react";
import { Link } from "react-router";
import { useNameOf } from "../../api/catalogue.ts";
import type { ShownTime, TicketRow } from "../../api/ticketRow.ts";
import { PriorityBadge, StatusBadge } from "../../parts/badges.tsx";
import { When } from "../../parts/When.tsx";
import { AssignHere } from "./AssignHere.tsx";
import { GoneMark } from "./GoneMark.tsx";
import type { Placed } from "./keepPlaces.ts";
import type { Selection } from "./useSelection.ts";

type Props = {
  rows: readonly Placed[];
  time: ShownTime;
  /** Which of them are selected; null for who can do nothing with several at once. */
  selection: Selection | null;
  listRef: RefObject<HTMLTableSectionElement | null>;
};

/** Tickets as rows, where there is room for columns. */
export function TicketTable({ rows, time, selection, listRef }: Props) {
  return (
    <Frame time={time} choice={selection && <SelectAll selection={selection} />}>
      <Table.Tbody ref={listRef}>
        {rows.map((placed) => (
          <Row key={placed.row.id} time={time} placed={placed} selection={selection} />
        ))}
      </Table.Tbody>
    </Frame>
  );
}

/** The same table, with nothing in it yet. */
export function TableSkeleton({ rows, time, isSelectable }: { rows: number; time: ShownTime; isSelectable: boolean }) {
  return (
    <Frame time={time} choice={isSelectable && <Skeleton h="1rem" w="1rem" />}>
      <Table.Tbody>
        {Array.from({ length: rows }, (_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same and never move
          <Table.Tr key={place}>
            {isSelectable && <Table.Td />}
            <Table.Td>
              <Skeleton h="0.8rem" w={`${45 + ((place * 17) % 40)}%`} mb="0.5rem" />
              <Skeleton h="0.6rem" w="9rem" />
            </Table.Td>
            {["6rem", "4rem", "7rem", "6rem", "5rem"].map((width) => (
              <Table.Td key={width}>
                <Skeleton h="0.8rem" w={width} maw="100%" />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Frame>
  );
}

type Framed = {
  time: ShownTime;
  /** What stands above the boxes that select a row, where there are any. */
  choice: ReactNode;
  children: ReactNode;
};

function Frame({ time, choice, children }: Framed) {
  return (
    <Table className="ticket-table" layout="fixed" verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          {choice && <Table.Th w="2.25rem">{choice}</Table.Th>}
          <Table.Th scope="col">
            <Trans>Ticket</Trans>
          </Table.Th>
          <Table.Th scope="col" w="11rem">
            <Trans>Status</Trans>
          </Table.Th>
          <Table.Th scope="col" w="6.5rem">
            <Trans>Priority</Trans>
          </Table.Th>
          <Table.Th scope="col" w="clamp(8.75rem, 9vw, 11rem)">
            <Trans>Raised by</Trans>
          </Table.Th>
          <Table.Th scope="col" w="clamp(8.25rem, 9vw, 11rem)">
            <Trans>Assignee</Trans>
          </Table.Th>
          <Table.Th scope="col" w="6.75rem">
            {time === "createdAt" ? <Trans>Raised</Trans> : <Trans>Changed</Trans>}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      {children}
    </Table>
  );
}

function Row({ placed, time, selection }: { placed: Placed } & Pick<Props, "time" | "selection">) {
  const { row, isGone, isChanged } = placed;
  const categoryName = useNameOf("category");
  const departmentName = useNameOf("department");
  return (
    <Table.Tr className="ticket-row" data-changed={isChanged || undefined} data-gone={isGone || undefined}>
      {selection && (
        <Table.Td className="above-link">
          {selection.isOffered(placed) && <SelectRow row={row} selection={selection} />}
        </Table.Td>
      )}
      <Table.Td>
        <TicketLink row={row} />
        <div className="row-note">
          <span className="ticket-id">{row.id}</span> · {categoryName(row.category)}
        </div>
      </Table.Td>
      <Table.Td>{isGone ? <GoneMark /> : <StatusBadge status={row.status} />}</Table.Td>
      <Table.Td>
        <PriorityBadge priority={row.priority} />
      </Table.Td>
      <Table.Td>
        <div className="one-line">{row.requester.name}</div>
        <div className="row-note">{departmentName(row.department)}</div>
      </Table.Td>
      <Table.Td>
        <AssignHere
          placed={placed}
          otherwise={row.assignee ? <div className="one-line">{row.assignee.name}</div> : <NoAssignee />}
        />
      </Table.Td>
      <Table.Td className="row-when">
        <When at={row[time]} />
      </Table.Td>
    </Table.Tr>
  );
}

function SelectRow({ row: { id, title }, selection }: { row: TicketRow; selection: Selection }) {
  const { t } = useLingui();
  return (
    <Checkbox
      size="xs"
      aria-label={t`Select ${title}`}
      checked={selection.has(id)}
      onChange={() => selection.toggle(id)}
    />
  );
}

function SelectAll({ selection: { tickets, of, toggleAll } }: { selection: Selection }) {
  const { t } = useLingui();
  return (
    <Checkbox
      size="xs"
      aria-label={t`Select all that can be assigned`}
      disabled={of === 0}
      checked={of > 0 && tickets.length === of}
      indeterminate={tickets.length > 0 && tickets.length < of}
      onChange={toggleAll}
    />
  );
}

/** The one link of an entry; the whole entry can be clicked through it. */
export function TicketLink({ row: { id, title } }: { row: TicketRow }) {
  return (
    <Link to={`/tickets/${id}`} className="ticket-link" title={title} data-list-item>
      <bdi>{title}</bdi>
    </Link>
  );
}

const NoAssignee = () => (
  <span className="row-note">
    <span aria-hidden="true">–</span>
    <span className="visually-hidden">
      <Trans>Nobody</Trans>
    </span>
  </span>
);
