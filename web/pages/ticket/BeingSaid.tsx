import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { Said } from "../../api/tickets.ts";
import { CommentCard } from "./CommentCard.tsx";
import classes from "./ticket.module.css";

/** A comment that is shown already and not yet kept. */
export function BeingSaid({ said: { message, internal }, by }: { said: Said; by: string }) {
  const time = (
    <Text span size="sm" c="dimmed">
      <Trans>Sending…</Trans>
    </Text>
  );
  return (
    <li className={classes.entry}>
      <CommentCard by={by} message={message} isInternal={internal} time={time} />
    </li>
  );
}
