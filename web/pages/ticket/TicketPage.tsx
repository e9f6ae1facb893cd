import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { Refusal } from "../../../functions/contract/refusal.ts";
import { useMe } from "../../api/me.ts";
import { openedTicketQuery } from "../../api/tickets.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { NotFound } from "../../parts/NotFound.tsx";
import { Page } from "../../parts/Page.tsx";
import { TakenAway } from "./TakenAway.tsx";
import { TicketSkeleton } from "./TicketSkeleton.tsx";
import { TicketView } from "./TicketView.tsx";
import { unsentOn } from "./unsent.ts";

/** One ticket: what it says, how it stands, what was done and said, and what can be done next. */
export function Component() {
  const { ticketId = "" } = useParams();
  return <OneTicket key={ticketId} ticketId={ticketId.toUpperCase()} />;
}

function OneTicket({ ticketId }: { ticketId: string }) {
  const me = useMe();
  const { data: ticket, error, refetch } = useQuery(openedTicketQuery(ticketId));
  // What may not be read looks exactly like what is not there, and so does an id that cannot be.
  if (error instanceof Refusal && error.status === 404) {
    const unsent = unsentOn(ticketId, me.id);
    return ticket || unsent.length > 0 ? <TakenAway ticketId={ticketId} unsent={unsent} /> : <NotFound />;
  }
  if (ticket) return <TicketView ticket={ticket} />;
  if (error) {
    return (
      <Page title={ticketId}>
        <ErrorNotice error={error} retry={() => void refetch()} />
      </Page>
    );
  }
  return <TicketSkeleton ticketId={ticketId} />;
}
