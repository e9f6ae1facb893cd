import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Icon } from "../../parts/icons.tsx";
import { Prose } from "../../parts/Prose.tsx";
import classes from "./ticket.module.css";

type Props = { by: string; message: string; isInternal: boolean; time: ReactNode };

/** What somebody said. An internal note is told from a comment by colour, border, lock and words. */
export function CommentCard({ by, message, isInternal, time }: Props) {
  return (
    <>
      <span className={classes.face} aria-hidden="true">
        {initials(by)}
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

const initials = (name: string): string => {
  const letters = name.split(/\s+/).flatMap((part) => [...part].slice(0, 1));
  return [letters[0], letters.length > 1 ? letters.at(-1) : ""].join("").toUpperCase();
};
