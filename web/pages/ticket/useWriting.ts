import { useQueryClient } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";
import { asProse } from "../../../functions/domain/asKept.ts";
import { useIsHere, whoHearsOfLoss } from "../../api/lost.ts";
import { useMe } from "../../api/me.ts";
import { historyQuery, isBeingSaid, type Said, type Ticket, useSay } from "../../api/tickets.ts";
import { keptDraft, placeOn, useDraft } from "../../parts/useDraft.ts";

/** `sent`: what was last sent without an answer. The same words go with the same key, after a reload too: one comment. */
type Words = { text: string; internal: boolean; sent?: Pick<Said, "message" | "internal" | "key"> };
const nothing: Words = { text: "", internal: false };

/** What is being written on a ticket, from the first letter until it has arrived. */
export function useWriting(ticket: Ticket) {
  const me = useMe();
  const client = useQueryClient();
  // Whether it is internal is kept with the text: a note must not come back as a comment.
  const place = placeOn(ticket.id, me.id, "comment");
  const { value: draft, change: keep, show, forget } = useDraft<Words>(place, nothing);
  const isHere = useIsHere();
  const say = useSay(ticket.id);
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(draft);
  latest.current = draft;
  const isOnItsWay = ({ sent }: Words) => sent !== undefined && isBeingSaid(client, ticket.id, sent.key);
  // Who comes back before the answer finds their words on their way, and not in the field a second time.
  // biome-ignore lint/correctness/useExhaustiveDependencies: later on, whoever sends empties the field
  useLayoutEffect(() => {
    if (isOnItsWay(draft)) show({ text: "", internal: draft.internal });
  }, []);

  const change = (next: Words) => {
    if (next.text === "" && !next.internal) {
      show(next);
      forget();
    } else keep(next);
  };

  const kept = () => keptDraft<Words>(place);
  /** Nothing that was typed is lost: it stands before what has been typed since. */
  const giveBack = (sent: Said) => {
    const { message, internal } = sent;
    // Whoever has come back here meanwhile may have typed on; where nothing can be kept, only what is shown is known.
    const now = kept() ?? latest.current;
    const since = now.sent?.key === sent.key || isOnItsWay(now) ? "" : now.text;
    keep({ text: since ? `${message}\n\n${since}` : message, internal: internal || now.internal, sent });
  };

  const send = () => {
    const message = asProse(draft.text);
    if (!message) return;
    const { internal } = draft;
    const again = draft.sent;
    const key = again?.message === message && again.internal === internal ? again.key : crypto.randomUUID();
    const pages = client.getQueryData(historyQuery(ticket.id).queryKey)?.pages;
    const said: Said = { message, internal, key, after: pages?.at(-1)?.items.at(-1)?.sequence ?? 0 };
    setError(null);
    const tellLost = whoHearsOfLoss();
    keep({ ...draft, sent: said });
    show({ text: "", internal });
    say.mutateAsync(said).then(
      () => {
        if (kept()?.sent?.key === said.key) forget();
      },
      (refusal: unknown) => {
        if (!isHere.current) tellLost({ what: "comment", ticketId: ticket.id });
        setError(refusal);
        giveBack(said);
      },
    );
  };
  return { draft, change, send, error };
}
