import type { Notification } from "../api/notifications.ts";
import { useNotificationWords } from "./useNotificationWords.ts";

/** What happened, as a notification says it. */
export function NotificationWords({ of }: { of: Notification }) {
  const gist = useNotificationWords().gistOf(of);
  return (
    <>
      {gist && <>{gist}: </>}
      <bdi lang="en">{of.message}</bdi>
    </>
  );
}
