import { Trans } from "@lingui/react/macro";
import { Table } from "@mantine/core";
import type { RefObject } from "react";
import { Link } from "react-router";
import { useNameOf } from "../../api/catalogue.ts";
import type { ShownTime, TicketRow } from "../../api/ticketRow.ts";
import { PriorityBadge, StatusBadge } from "../../parts/badges.tsx";
import { When } from "../../parts/When.tsx";
import { AssignHere } from "./AssignHere.tsx";
import { GoneMark } from "./GoneMark.tsx";
import type { Placed } from "./keepPlaces.ts";
import { SelectAll, SelectRow } from "./SelectionBoxes.tsx";
import { TableFrame } from "./TableFrame.tsx";
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
    <TableFrame time={time} choice={selection && <SelectAll selection={selection} />}>
      <Table.Tbody ref={listRef}>
        {rows.map((placed) => (
          <Row key={placed.row.id} time={time} placed={placed} selection={selection} />
        ))}
      </Table.Tbody>
    </TableFrame>
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
