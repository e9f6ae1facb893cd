import { Trans } from "@lingui/react/macro";
import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { pendingStage } from "../../../functions/domain/ticket.ts";
import { useMe } from "../../api/me.ts";
import type { TicketRow } from "../../api/ticketRow.ts";
import type { Ticket } from "../../api/tickets.ts";
import type { Outcome } from "./useInbox.ts";

/** What came of a decision, in a sentence. */
export function OutcomeWords({ outcome }: { outcome: Outcome }) {
  const link = <TicketLink row={outcome.row} />;
  if (outcome.came === "approved") return <Trans>You approved {link}.</Trans>;
  if (outcome.came === "overtaken") return <Overtaken row={outcome.row} ticket={outcome.ticket} link={link} />;
  return <Trans>You rejected {link}. The requester is told why.</Trans>;
}

type OvertakenProps = { row: TicketRow; ticket: Ticket | null; link: ReactNode };

/** Somebody else was first: who, and that there is nothing left to do. */
function Overtaken({ row, ticket, link }: OvertakenProps) {
  const me = useMe();
  const approval = ticket?.approvals.find(({ stage }) => stage === pendingStage(row));
  const by = approval?.decidedBy;
  const name = by?.name;
  if (by?.id === me.id) return <Trans>Your decision on {link} had already arrived.</Trans>;
  if (by && approval.state === "approved") {
    return (
      <Trans>
        {name} was a moment ahead of you and approved {link}. There is nothing left to do.
      </Trans>
    );
  }
  if (by && approval.state === "rejected") {
    return (
      <Trans>
        {name} was a moment ahead of you and rejected {link}. There is nothing left to do.
      </Trans>
    );
  }
  if (ticket?.status === "cancelled")
    return <Trans>{link} has been cancelled in the meantime. There is nothing left to decide.</Trans>;
  return <Trans>{link} is no longer waiting for you. There is nothing left to do.</Trans>;
}

const TicketLink = ({ row: { id, title } }: { row: TicketRow }) => (
  <Anchor component={Link} to={`/tickets/${id}`} inherit>
    <bdi>{title}</bdi>
  </Anchor>
);
