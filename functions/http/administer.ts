import type { Result, Route } from "../contract/route.ts";
import type { Administered } from "../domain/audit.ts";
import type { Act } from "../domain/ticket.ts";
import { commitAudited } from "../store/audit.ts";
import { retryRaces } from "../store/races.ts";
import { answerWrite, keepAnswer } from "../store/requests.ts";
import type { Write } from "../store/transaction.ts";
import { answer } from "./answer.ts";
import { actNow, enabled } from "./caller.ts";
import { type Call, type Load, signedIn } from "./endpoint.ts";

type Acting<R extends Route, L> = Call<R> & { loaded: L; act: Act };
type Administering<R extends Route, L, T> = {
  /** What the rule decides on. */
  load: Load<R, L>;
  decide: (call: Acting<R, L>) => Administered<T> | Promise<Administered<T>>;
  writes: (change: Administered<T>, loaded: L) => Write[];
  show: (change: Administered<T>, loaded: L) => Result<R>;
  location?: (after: T) => string;
};

/**
 * A Lambda that changes accounts or the catalogue: load, decide, and commit with the audit event that tells of it. After a
 * lost race everything is read again, the caller's own account first of all.
 */
export const administer = <R extends Route, L, T>(route: R, rule: Administering<R, L, T>) =>
  signedIn(route, {
    load: rule.load,
    async respond({ parts, caller, loading, accountId, claim }) {
      return retryRaces(accountId, async (isLate) => {
        const reading = isLate
          ? ([enabled(accountId), rule.load(parts, accountId)] as const)
          : ([caller, loading] as const);
        const [account, loaded] = await Promise.all(reading);
        const act = actNow(account);
        const change = await rule.decide({ ...parts, account, loaded, act });
        const given = answer(route, rule.show(change, loaded), rule.location?.(change.after));
        const kept = claim ? [answerWrite(claim, given)] : [];
        if (change.audit) await commitAudited(change.audit, rule.writes(change, loaded), account, kept);
        else if (claim) await keepAnswer(claim, given);
        return given;
      });
    },
  });
