import { Trans } from "@lingui/react/macro";
import { Skeleton, Table } from "@mantine/core";
import type { ReactNode } from "react";
import type { ShownTime } from "../../api/ticketRow.ts";

type Framed = {
  time: ShownTime;
  /** What stands above the boxes that select a row, where there are any. */
  choice: ReactNode;
  children: ReactNode;
};

/** A table of tickets, but for its rows. */
export function TableFrame({ time, choice, children }: Framed) {
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

/** The same table, with nothing in it yet. */
export function TableSkeleton({ rows, time, isSelectable }: { rows: number; time: ShownTime; isSelectable: boolean }) {
  return (
    <TableFrame time={time} choice={isSelectable && <Skeleton h="1rem" w="1rem" />}>
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
    </TableFrame>
  );
}
