import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "../../../functions/contract/refusal.ts";
import { useMe } from "../../api/me.ts";
import { type Ticket, ticketQuery, useEdit } from "../../api/tickets.ts";
import { placeOn, useDraft } from "../../parts/useDraft.ts";
import { changedFields, changesBetween, merged, type Words, wordsOf } from "./editing.ts";

/** What the ticket said when the edit began, at which version, and what it is to say. */
type Edit = { base: Words; version: number; mine: Words };
const editOf = (ticket: Ticket): Edit => ({
  base: wordsOf(ticket),
  version: ticket.version,
  mine: wordsOf(ticket),
});

/**
 * An edit, from the ticket as it stood when it began; kept until it is saved or discarded. Where somebody else changed its
 * words meanwhile, nothing is sent until the writer has seen what they changed; where they only commented, the edit is sent
 * again by itself.
 */
export function useEditing(ticket: Ticket, close: () => void) {
  const client = useQueryClient();
  const edit = useEdit(ticket.id);
  const { value, change: keep, show, forget } = useDraft<Edit>(placeOn(ticket.id, useMe().id, "edit"), editOf(ticket));
  const { base, version, mine } = value;
  const [theirs, setTheirs] = useState<Ticket | null>(null);

  const change = (to: Partial<Words>) => {
    const next = { ...value, mine: { ...mine, ...to } };
    if (changedFields(base, next.mine).length > 0) return keep(next);
    show(next);
    forget();
  };
  const done = () => {
    forget();
    close();
  };

  async function send(from: Edit, attempts = 3): Promise<void> {
    const changes = changesBetween(from.base, from.mine);
    if (Object.keys(changes).length === 0) return done();
    try {
      await edit.mutateAsync({ changes, version: from.version });
      done();
    } catch (error) {
      if (!(error instanceof Refusal && error.status === 412)) return;
      const now = await client.fetchQuery({ ...ticketQuery(ticket.id), staleTime: 0 }).catch(() => null);
      if (!now) return;
      const said = wordsOf(now);
      // The answer to an earlier try was lost: it says already what it is to say.
      if (changedFields(from.mine, said).length === 0) return done();
      if (changedFields(from.base, said).length === 0 && attempts > 1)
        return send({ ...from, version: now.version }, attempts - 1);
      setTheirs(now);
    }
  }

  return {
    base,
    mine,
    theirs,
    isBusy: edit.isPending,
    error: theirs ? null : edit.error,
    change,
    discard: done,
    save: () => send({ base, version, mine }),
    /** Begins again from their words; mine are given up. */
    takeTheirs: () => {
      if (!theirs) return;
      show(editOf(theirs));
      forget();
      setTheirs(null);
      edit.reset();
    },
    /** Saves my words on top of theirs. */
    keepMine: async () => {
      if (!theirs) return;
      const next = { ...editOf(theirs), mine: merged(base, mine, wordsOf(theirs)) };
      keep(next);
      setTheirs(null);
      await send(next);
    },
  };
}
