import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "../../../functions/contract/refusal.ts";
import { type Ticket, ticketQuery, useEdit } from "../../api/tickets.ts";
import { changedFields, changesBetween, merged, type Words, wordsOf } from "./editing.ts";

/**
 * An edit, from the ticket as it stood when it began. Where somebody else changed its words meanwhile, nothing is sent
 * until the writer has seen what they changed; where they only commented, the edit is sent again by itself.
 */
export function useEditing(ticket: Ticket, done: () => void) {
  const client = useQueryClient();
  const edit = useEdit(ticket.id);
  const [base, setBase] = useState(ticket);
  const [mine, setMine] = useState<Words>(() => wordsOf(ticket));
  const [theirs, setTheirs] = useState<Ticket | null>(null);

  async function send(from: Ticket, words: Words, attempts = 3): Promise<void> {
    const changes = changesBetween(wordsOf(from), words);
    if (Object.keys(changes).length === 0) return done();
    try {
      await edit.mutateAsync({ changes, version: from.version });
      done();
    } catch (error) {
      if (!(error instanceof Refusal && error.status === 412)) return;
      const now = await client.fetchQuery({ ...ticketQuery(ticket.id), staleTime: 0 }).catch(() => null);
      if (!now) return;
      const isSame = changedFields(wordsOf(from), wordsOf(now)).length === 0;
      if (isSame && attempts > 1) return send(now, words, attempts - 1);
      setTheirs(now);
    }
  }

  return {
    base: wordsOf(base),
    mine,
    theirs,
    isBusy: edit.isPending,
    error: theirs ? null : edit.error,
    change: (to: Partial<Words>) => setMine((words) => ({ ...words, ...to })),
    save: () => send(base, mine),
    /** Begins again from their words; mine are given up. */
    takeTheirs: () => {
      if (!theirs) return;
      setBase(theirs);
      setMine(wordsOf(theirs));
      setTheirs(null);
      edit.reset();
    },
    /** Saves my words on top of theirs. */
    keepMine: async () => {
      if (!theirs) return;
      const words = merged(wordsOf(base), mine, wordsOf(theirs));
      setBase(theirs);
      setMine(words);
      setTheirs(null);
      await send(theirs, words);
    },
  };
}
