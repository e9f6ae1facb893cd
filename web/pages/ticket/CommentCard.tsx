import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Icon } from "../../parts/icons.tsx";
import { initialsOf } from "../../parts/initials.ts";
import { Prose } from "../../parts/Prose.tsx";
import classes from "./ticket.module.css";

type Props = { by: string; message: string; isInternal: boolean; time: ReactNode };

/** What somebody said. An internal note is told from a comment by colour, border, lock and words. */
export function CommentCard({ by, message, isInternal, time }: Props) {
  return (
    <>
      <span className={classes.face} aria-hidden="true">
        {initialsOf(by)}
      </span>
      <article className={classes.comment} data-internal={isInternal || undefined}>
        <div className={classes.said}>
          <bdi style={{ fontWeight: 650 }}>{by}</bdi>
          {time}
          {isInternal && (
            <span className={classes.internal}>
              <Icon name="lock" size={16} />
              <Trans>Internal note: the requester does not see it</Trans>
            </span>
          )}
        </div>
        <div className={classes.words}>
          <Prose text={message} />
        </div>
      </article>
    </>
  );
}
