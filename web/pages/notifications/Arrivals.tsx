import { Trans } from "@lingui/react/macro";
import { useRef } from "react";
import type { Notification } from "../../api/notifications.ts";

type Props = { items: readonly Notification[]; isReady: boolean; list: string };

/** Says aloud what has arrived since the page was opened. */
export function Arrivals({ items, isReady, list }: Props) {
  const first = useRef<{ list: string; newest: string } | null>(null);
  if (isReady && first.current?.list !== list) first.current = { list, newest: items[0]?.id ?? "" };
  const newest = first.current?.newest;
  // Their ids sort by time.
  const arrived = newest === undefined ? [] : items.filter(({ id, read }) => id > newest && !read);
  const count = arrived.length;
  const latest = arrived[0]?.message;
  return (
    <div role="status" className="visually-hidden">
      {count === 1 && <Trans>New: {latest}</Trans>}
      {count > 1 && (
        <Trans>
          {count} new, the latest: {latest}
        </Trans>
      )}
    </div>
  );
}
