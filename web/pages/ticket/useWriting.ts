import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useMe } from "../../api/me.ts";
import { historyQuery, type Said, type Ticket, useSay } from "../../api/tickets.ts";
import { placeOn, useDraft } from "../../parts/useDraft.ts";

/** `sent`: what was last sent without an answer. The same words go with the same key, after a reload too: one comment. */
type Words = { text: string; internal: boolean; sent?: Pick<Said, "message" | "internal" | "key"> };
const nothing: Words = { text: "", internal: false };

/** What is being written on a ticket, from the first letter until it has arrived. */
export function useWriting(ticket: Ticket) {
  const me = useMe();
  const client = useQueryClient();
  // Whether it is internal is kept with the text: a note must not come back as a comment.
  const { value: draft, change: keep, show, forget } = useDraft<Words>(placeOn(ticket.id, me.id, "comment"), nothing);
  const say = useSay(ticket.id);
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(draft);
  latest.current = draft;

  const change = (next: Words) => {
    if (next.text === "" && !next.internal) {
      show(next);
      forget();
    } else keep(next);
  };

  /** Nothing that was typed is lost: it stands before what has been typed since. */
  const giveBack = (sent: Said) => {
    const { text } = latest.current;
    const { message, internal } = sent;
    keep({ text: text ? `${message}\n\n${text}` : message, internal: internal || latest.current.internal, sent });
  };

  const send = () => {
    const message = draft.text.replace(/\r\n?/g, "\n").trim();
    if (!message) return;
    const { internal } = draft;
    const again = draft.sent;
    const key = again?.message === message && again.internal === internal ? again.key : crypto.randomUUID();
    const pages = client.getQueryData(historyQuery(ticket.id).queryKey)?.pages;
    const said: Said = { message, internal, key, after: pages?.at(-1)?.items.at(-1)?.sequence ?? 0 };
    setError(null);
    keep({ ...draft, sent: said });
    show({ text: "", internal });
    say.mutateAsync(said).then(
      () => {
        if (!latest.current.text) forget();
      },
      (refusal: unknown) => {
        setError(refusal);
        giveBack(said);
      },
    );
  };
  return { draft, change, send, error };
}
