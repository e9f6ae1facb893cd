import { useState } from "react";
import { Refusal } from "../../../functions/contract/refusal.ts";
import { useMe } from "../../api/me.ts";
import { readNow, type Ticket, useEdit } from "../../api/tickets.ts";
import { placeOn, useDraft } from "../../parts/useDraft.ts";
import { changedFields, changesBetween, merged, type Words, wordsAsKept, wordsOf } from "./editing.ts";

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
  const edit = useEdit(ticket.id);
  const { value, change: keep, show, forget } = useDraft<Edit>(placeOn(ticket.id, useMe().id, "edit"), editOf(ticket));
  const { base, version, mine } = value;
  const [theirs, setTheirs] = useState<Ticket | null>(null);
  // Also while it is read again between two attempts: whoever discarded it then would find it saved.
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

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

  async function send(from: Edit): Promise<void> {
    setBusy(true);
    setError(null);
    await attempt({ ...from, mine: wordsAsKept(from.mine) }, 3).catch(setError);
    setBusy(false);
  }

  async function attempt(from: Edit, attempts: number): Promise<void> {
    const changes = changesBetween(from.base, from.mine);
    if (Object.keys(changes).length === 0) return done();
    try {
      await edit.mutateAsync({ changes, version: from.version });
      done();
    } catch (refusal) {
      if (!(refusal instanceof Refusal && refusal.status === 412)) throw refusal;
      const now = await readNow(ticket.id);
      const said = wordsOf(now);
      // The answer to an earlier try was lost: it says already what it is to say.
      if (changedFields(from.mine, said).length === 0) return done();
      if (changedFields(from.base, said).length === 0 && attempts > 1)
        return attempt({ ...from, version: now.version }, attempts - 1);
      setTheirs(now);
    }
  }

  return {
    base,
    mine,
    theirs,
    isBusy,
    error,
    change,
    discard: done,
    save: () => send({ base, version, mine }),
    /** Begins again from their words; mine are given up. */
    takeTheirs: () => {
      if (!theirs) return;
      show(editOf(theirs));
      forget();
      setTheirs(null);
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
