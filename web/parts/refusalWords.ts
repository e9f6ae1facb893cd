import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ProblemCode } from "../../functions/domain/problem.ts";

const busy = msg`The service has a problem. Try again in a moment.`;

/** What a refusal of the API comes to. Its own words say more, in English: these stand before them in other languages. */
const words: Partial<Record<ProblemCode, MessageDescriptor>> = {
  forbidden: msg`You may not do this.`,
  own_ticket: msg`Nobody decides on a ticket of their own.`,
  not_found: msg`It is not there any more, or you no longer have access to it.`,
  illegal_move: msg`As the ticket stands now, this is not possible.`,
  already_decided: msg`Somebody has decided on this already.`,
  already_exists: msg`It exists already.`,
  last_admin: msg`This is the last administrator. Make somebody else one first.`,
  version_race: msg`Too many changes at the same moment. Try again.`,
  stale_version: msg`Somebody else has changed it in the meantime.`,
  too_large: msg`That is too large.`,
  invalid: msg`Something that was entered cannot be accepted.`,
  too_many_requests: msg`Too many attempts. Wait a moment, then try again.`,
  internal: busy,
  unavailable: busy,
};

export const refusalWords = (code: string): MessageDescriptor | undefined => words[code as ProblemCode];

/** What a refusal of the gateway comes to, which has no words of its own. */
export const busyWords = (status: number): MessageDescriptor | undefined =>
  status >= 500 ? busy : status === 429 ? words.too_many_requests : undefined;
