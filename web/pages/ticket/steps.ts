import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Offer } from "../../../functions/domain/allowed.ts";
import { pendingStage, type Status } from "../../../functions/domain/ticket.ts";
import type { Deed } from "../../api/deed.ts";
import type { Ticket } from "../../api/tickets.ts";

/** What can be done to a ticket by a button; those that ask for words first say how. */
export type Step = {
  name: string;
  offer: Offer;
  label: MessageDescriptor;
  color?: string;
  deed: (ticket: Ticket, comment?: string) => Deed;
  asks?: {
    title: MessageDescriptor;
    /** What follows from it. */
    explains: MessageDescriptor;
    label: MessageDescriptor;
    isRequired?: boolean;
  };
};

const move =
  (status: Status): Step["deed"] =>
  (_, comment) => ({ do: "move", status, comment });
const decide =
  (decision: "approve" | "reject"): Step["deed"] =>
  (ticket, comment) => ({ do: "decide", stage: pendingStage(ticket) ?? "hod", decision, comment });

/** In the order in which they stand; the first that is offered is the one to do next. */
export const steps: readonly Step[] = [
  {
    name: "approve",
    offer: "decide",
    label: msg`Approve`,
    color: "teal",
    deed: decide("approve"),
    asks: {
      title: msg`Approve this ticket`,
      explains: msg`Your decision is final.`,
      label: msg`Comment (optional)`,
    },
  },
  {
    name: "reject",
    offer: "decide",
    label: msg`Reject`,
    color: "red",
    deed: decide("reject"),
    asks: {
      title: msg`Reject this ticket`,
      explains: msg`This ends the ticket. The requester is told the reason.`,
      label: msg`Reason`,
      isRequired: true,
    },
  },
  { name: "start", offer: "start", label: msg`Start work`, deed: move("in_progress") },
  {
    name: "resolve",
    offer: "resolve",
    label: msg`Resolve`,
    deed: move("resolved"),
    asks: {
      title: msg`Resolve this ticket`,
      explains: msg`The requester is told, and can close the ticket or reopen it.`,
      label: msg`How was it resolved?`,
      isRequired: true,
    },
  },
  {
    name: "hold",
    offer: "hold",
    label: msg`Put on hold`,
    deed: move("on_hold"),
    asks: {
      title: msg`Put this ticket on hold`,
      explains: msg`Say what it is waiting for, so that nobody has to ask.`,
      label: msg`What is it waiting for? (optional)`,
    },
  },
  {
    name: "close",
    offer: "close",
    label: msg`Close`,
    deed: move("closed"),
    asks: {
      title: msg`Close this ticket`,
      explains: msg`A closed ticket cannot be opened again, and nothing can be added to it.`,
      label: msg`Comment (optional)`,
    },
  },
  {
    name: "reopen",
    offer: "reopen",
    label: msg`Reopen`,
    deed: move("in_progress"),
    asks: {
      title: msg`Reopen this ticket`,
      explains: msg`It goes back to whoever worked on it.`,
      label: msg`What is still wrong? (optional)`,
    },
  },
  {
    name: "cancel",
    offer: "cancel",
    label: msg`Cancel ticket`,
    color: "red",
    deed: move("cancelled"),
    asks: {
      title: msg`Cancel this ticket?`,
      explains: msg`This ends the ticket for good. If you need it later, raise a new one.`,
      label: msg`Why? (optional)`,
    },
  },
];
