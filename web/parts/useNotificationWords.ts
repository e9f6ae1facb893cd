import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { TicketEvent } from "../../functions/domain/event.ts";
import { type FixedReason, isAskedReason } from "../../functions/domain/reasons.ts";

type Told = { type: string; reason: string };

/**
 * What a notification comes to, and why one is told. The service's own sentence says who and what exactly, in English: the
 * first stands before it in other languages.
 */
export function useNotificationWords() {
  const { i18n } = useLingui();
  const isEnglish = i18n.locale === "en";
  const said = (words: MessageDescriptor | undefined) => (words && !isEnglish ? i18n._(words) : null);
  return {
    gistOf: ({ type }: Told): string | null => said(gists[type as TicketEvent["type"]]),
    /** Null: only the service's own words say it. */
    reasonOf: ({ reason }: Told): string | null =>
      said(reasons[reason as FixedReason] ?? (isAskedReason(reason) ? asked : undefined)),
  };
}

const gists: Record<TicketEvent["type"], MessageDescriptor> = {
  TicketRaised: msg`New ticket`,
  ApprovalRequested: msg`An approval is needed`,
  ApprovalReminded: msg`An approval is still needed`,
  ApprovalGiven: msg`Approval given`,
  TicketRejected: msg`Ticket rejected`,
  TicketApproved: msg`Ticket approved`,
  TicketAssigned: msg`Ticket assigned`,
  TicketUnassigned: msg`Back in the queue`,
  StatusChanged: msg`New status`,
  CommentAdded: msg`New comment`,
  AttachmentAdded: msg`New file`,
  AttachmentRemoved: msg`File removed`,
  TicketEdited: msg`Ticket changed`,
};

const reasons: Record<FixedReason, MessageDescriptor> = {
  "it is ready to be assigned": msg`it is ready to be assigned`,
  "it was assigned to you": msg`it was assigned to you`,
  "it was taken from you": msg`it was taken from you`,
  "it is back in the queue": msg`it is back in the queue`,
  "it is assigned to you": msg`it is assigned to you`,
  "you raised this ticket": msg`you raised this ticket`,
  "you raised this ticket: this is your receipt": msg`you raised this ticket: this is your receipt`,
  "you commented on it": msg`you commented on it`,
  "nobody can decide on it: give somebody the role": msg`nobody can decide on it: give somebody the role`,
  "nobody has decided yet, and you are an administrator": msg`nobody has decided yet, and you are an administrator`,
};
const asked = msg`your decision is awaited`;
