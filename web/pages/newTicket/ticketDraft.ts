import type { Priority } from "../../../functions/domain/ticket.ts";
import type { NewTicket } from "../../api/raise.ts";
import { useDraft } from "../../parts/useDraft.ts";

export type Fields = { title: string; description: string; category: string; priority: Priority };
/** `sent`: what the key was last used for. The same content goes with the same key, after a crash too: one ticket. */
type Kept = { fields: Fields; sent: { content: string; key: string } | null };

const empty: Fields = { title: "", description: "", category: "", priority: "medium" };
const nothing: Kept = { fields: empty, sent: null };

/** The ticket that somebody is writing, kept in this browser until it is raised. */
export function useTicketDraft(accountId: string) {
  const { value, change, show, forget } = useDraft<Kept>(`new-ticket:${accountId}`, nothing);
  const { fields, sent } = value;
  const clear = () => {
    show(nothing);
    forget();
  };
  const keyFor = (body: NewTicket): string => {
    const content = JSON.stringify(body);
    const key = sent?.content === content ? sent.key : crypto.randomUUID();
    change({ fields, sent: { content, key } });
    return key;
  };
  return {
    fields,
    isBegun: fields.title !== "" || fields.description !== "",
    set: (changed: Partial<Fields>) => change({ sent, fields: { ...fields, ...changed } }),
    clear,
    forget,
    keyFor,
  };
}
