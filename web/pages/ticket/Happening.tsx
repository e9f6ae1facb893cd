import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Stage } from "../../../functions/domain/category.ts";
import type { LeaveReason } from "../../../functions/domain/event.ts";
import type { AskedOf } from "../../../functions/domain/ticket.ts";
import type { Entry } from "../../api/tickets.ts";
import { StatusBadge } from "../../parts/badges.tsx";
import { stageWords } from "../../parts/words.ts";

/** What happened, in a sentence. */
export function Happening({ entry }: { entry: Entry }): ReactNode {
  const { i18n } = useLingui();
  const who = <b dir="auto">{entry.by.name}</b>;
  switch (entry.type) {
    case "TicketRaised":
      return <Trans>{who} raised this ticket</Trans>;
    case "ApprovalRequested":
      return (
        <Trans>
          Approval was requested from <Asked of={entry.askedOf} />
        </Trans>
      );
    case "ApprovalReminded":
      return <Trans>The approvers were reminded</Trans>;
    case "ApprovalGiven":
      return (
        <Trans>
          {who} approved it ({i18n._(stageWords[entry.stage])})
        </Trans>
      );
    case "TicketRejected":
      return (
        <Trans>
          {who} rejected it ({i18n._(stageWords[entry.stage])})
        </Trans>
      );
    case "TicketApproved":
      return <Trans>Fully approved and ready to be assigned</Trans>;
    case "TicketEdited":
      return <Edited restarted={entry.restarted} who={who} />;
    default:
      return <Work entry={entry} who={who} />;
  }
}

function Edited({ restarted, who }: { restarted: readonly Stage[] | null; who: ReactNode }): ReactNode {
  if (!restarted) return <Trans>{who} changed the ticket</Trans>;
  return restarted.length > 0 ? (
    <Trans>{who} changed the ticket, so its approval starts again</Trans>
  ) : (
    <Trans>{who} changed the ticket, which needs no approval now</Trans>
  );
}

/** What somebody wrote with it. */
export function quoteOf(entry: Entry): string | null {
  if (entry.type === "ApprovalGiven" || entry.type === "StatusChanged") return entry.comment;
  return entry.type === "TicketRejected" ? entry.reason : null;
}

function Work({ entry, who }: { entry: Entry; who: ReactNode }): ReactNode {
  switch (entry.type) {
    case "TicketAssigned": {
      const technician = <b dir="auto">{entry.assignee.name}</b>;
      const previous = <b dir="auto">{entry.previous?.name}</b>;
      return entry.previous ? (
        <Trans>
          {who} reassigned it from {previous} to {technician}
        </Trans>
      ) : (
        <Trans>
          {who} assigned it to {technician}
        </Trans>
      );
    }
    case "TicketUnassigned": {
      const previous = <b dir="auto">{entry.previous.name}</b>;
      return (
        <Trans>
          {previous} no longer has it (<Left because={entry.reason} />)
        </Trans>
      );
    }
    case "StatusChanged": {
      const status = <StatusBadge status={entry.to} />;
      return (
        <Trans>
          {who} changed the status to {status}
        </Trans>
      );
    }
    case "AttachmentAdded": {
      const name = <b dir="auto">{entry.name}</b>;
      return (
        <Trans>
          {who} attached {name}
        </Trans>
      );
    }
    case "AttachmentRemoved": {
      const name = <b dir="auto">{entry.name}</b>;
      return (
        <Trans>
          {who} removed the file {name}
        </Trans>
      );
    }
    default:
      return <Trans>{who} did something that this version cannot show</Trans>;
  }
}

function Asked({ of }: { of: AskedOf }) {
  if (of === "hod") return <Trans>the head of department</Trans>;
  if (of === "it_head") return <Trans>the IT head</Trans>;
  return of === "admin" ? <Trans>an administrator</Trans> : <Trans>somebody who is still to be named</Trans>;
}

function Left({ because }: { because: LeaveReason }) {
  if (because === "disabled") return <Trans>their account was disabled</Trans>;
  return because === "other_role" ? (
    <Trans>they have another role now</Trans>
  ) : (
    <Trans>they moved to another department</Trans>
  );
}
