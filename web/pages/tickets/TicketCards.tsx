import { Trans } from "@lingui/react/macro";
import { Group, Skeleton } from "@mantine/core";
import type { RefObject } from "react";
import { useNameOf } from "../../api/catalogue.ts";
import type { ShownTime, TicketRow } from "../../api/ticketRow.ts";
import { PriorityBadge, StatusBadge } from "../../parts/badges.tsx";
import { When } from "../../parts/When.tsx";
import { AssignHere } from "./AssignHere.tsx";
import { GoneMark } from "./GoneMark.tsx";
import type { Placed } from "./keepPlaces.ts";
import { TicketLink } from "./TicketTable.tsx";

type Props = { rows: readonly Placed[]; time: ShownTime; listRef: RefObject<HTMLUListElement | null> };

/** Tickets as cards, on a phone or a tablet. */
export function TicketCards({ rows, time, listRef }: Props) {
  return (
    <ul className="ticket-cards" ref={listRef}>
      {rows.map((placed) => (
        <Card key={placed.row.id} time={time} placed={placed} />
      ))}
    </ul>
  );
}

export function CardsSkeleton({ rows }: { rows: number }) {
  return (
    <ul className="ticket-cards">
      {Array.from({ length: rows }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same and never move
        <li key={place} className="ticket-card">
          <Skeleton h="0.9rem" w={`${50 + ((place * 17) % 40)}%`} />
          <Skeleton h="1.25rem" w="11rem" />
          <Skeleton h="0.7rem" w="14rem" />
        </li>
      ))}
    </ul>
  );
}

function Card({ placed, time }: { placed: Placed; time: ShownTime }) {
  const { row, isGone, isChanged } = placed;
  const categoryName = useNameOf("category");
  return (
    <li className="ticket-card" data-changed={isChanged || undefined} data-gone={isGone || undefined}>
      <TicketLink row={row} />
      <Group gap="xs">
        {isGone ? <GoneMark /> : <StatusBadge status={row.status} />}
        <PriorityBadge priority={row.priority} />
        <AssignHere placed={placed} />
      </Group>
      <div className="row-note">
        <span className="ticket-id">{row.id}</span> · {categoryName(row.category)} · <Happened row={row} time={time} />
      </div>
      <div className="row-note">
        {row.assignee ? (
          <Trans>
            {row.requester.name}, assigned to {row.assignee.name}
          </Trans>
        ) : (
          row.requester.name
        )}
      </div>
    </li>
  );
}

const Happened = ({ row, time }: { row: TicketRow; time: ShownTime }) =>
  time === "createdAt" ? (
    <Trans>
      Raised <When at={row.createdAt} />
    </Trans>
  ) : (
    <Trans>
      Changed <When at={row.updatedAt} />
    </Trans>
  );
