import type { ReactNode } from "react";
import { ticketIdForm } from "../../functions/domain/ticketId.ts";
import type { Notification } from "../api/notifications.ts";
import classes from "./prose.module.css";
import { useNotificationWords } from "./useNotificationWords.ts";

/** What happened, as a notification says it. */
export function NotificationWords({ of }: { of: Notification }) {
  const gist = useNotificationWords().gistOf(of);
  return (
    <>
      {gist && <>{gist}: </>}
      <bdi lang="en">{withWholeIds(of.message)}</bdi>
    </>
  );
}

const ids = new RegExp(`(\\b${ticketIdForm.source}\\b)`);

const withWholeIds = (message: string): ReactNode[] =>
  message.split(ids).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a sentence's parts stay where they are
      <span key={index} className={classes.id}>
        {part}
      </span>
    ),
  );
