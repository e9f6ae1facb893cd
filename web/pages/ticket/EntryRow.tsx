import { useLingui } from "@lingui/react/macro";
import { Link, useLocation } from "react-router";
import { Icon, type IconName } from "../../parts/icons.tsx";
import { Prose } from "../../parts/Prose.tsx";
import { When } from "../../parts/When.tsx";
import { CommentCard } from "./CommentCard.tsx";
import { EditDetails } from "./EditDetails.tsx";
import type { Placed } from "./entries.ts";
import { Happening, quoteOf } from "./Happening.tsx";
import classes from "./ticket.module.css";

/** One entry of the history: a comment as a card, everything else as a line. */
export function EntryRow({ entry, isMarked }: { entry: Placed; isMarked: boolean }) {
  const { anchor, at, by } = entry;
  const time = <TimeLink anchor={anchor} at={at} isExact={isMarked} />;
  const quote = quoteOf(entry);
  return (
    <li id={anchor} tabIndex={-1} className={classes.entry} data-marked={isMarked || undefined}>
      {entry.type === "CommentAdded" ? (
        <CommentCard by={by.name} message={entry.message} isInternal={entry.internal} time={time} />
      ) : (
        <>
          <span className={classes.dot} aria-hidden="true">
            <Icon name={icons[entry.type] ?? "tickets"} size={14} />
          </span>
          <div className={classes.happening}>
            <Happening entry={entry} /> {time}
            {quote && (
              <div className={classes.quote}>
                <Prose text={quote} />
              </div>
            )}
            {entry.type === "TicketEdited" && <EditDetails changes={entry.changes} />}
          </div>
        </>
      )}
    </li>
  );
}

const icons: Partial<Record<string, IconName>> = {
  TicketRaised: "plus",
  ApprovalRequested: "user",
  ApprovalReminded: "bell",
  ApprovalGiven: "approvals",
  TicketRejected: "close",
  TicketApproved: "approvals",
  TicketAssigned: "user",
  TicketUnassigned: "user",
  AttachmentAdded: "clip",
  AttachmentRemoved: "trash",
  TicketEdited: "pencil",
};

/** The time of an entry, which is also the address of it; whoever goes there sees it exactly. */
function TimeLink({ anchor, at, isExact }: { anchor: string; at: string; isExact: boolean }) {
  const { t, i18n } = useLingui();
  const { search } = useLocation();
  return (
    <Link to={{ search, hash: anchor }} replace className={classes.time ?? ""} title={t`Link to this entry`}>
      <When at={at} />
      {isExact && <span className="not-on-paper"> · {i18n.date(at, { dateStyle: "medium", timeStyle: "short" })}</span>}
    </Link>
  );
}
