import type { Result, Route } from "../contract/route.ts";
import type { Account } from "../domain/account.ts";
import type { Administered, Audit } from "../domain/audit.ts";
import type { Act } from "../domain/ticket.ts";
import { commitAudited } from "../store/audit.ts";
import { retryRaces } from "../store/races.ts";
import { answerWrite, keepAnswer } from "../store/requests.ts";
import type { Write } from "../store/transaction.ts";
import { answer } from "./answer.ts";
import { actNow, enabled } from "./caller.ts";
import { type Call, type Incoming, type Load, signedIn } from "./endpoint.ts";

type Acting<R extends Route, L> = Call<R> & { loaded: L; act: Act };
type Administering<R extends Route, L, T> = {
  /** What the rule decides on. */
  load: Load<R, L>;
  decide: (call: Acting<R, L>) => Administered<T> | Promise<Administered<T>>;
  writes: (change: Administered<T>, loaded: L) => Write[];
  show: (change: Administered<T>, loaded: L) => Result<R>;
  location?: (after: T) => string;
};

/** A Lambda that changes accounts or the catalogue: load, decide, and commit with the audit event that tells of it. */
export const administer = <R extends Route, L, T>(route: R, rule: Administering<R, L, T>) =>
  signedIn(route, {
    load: rule.load,
    respond: (incoming) =>
      withoutRaces(rule.load, incoming, async (call) => {
        const { claim } = incoming;
        const change = await rule.decide(call);
        const given = answer(route, rule.show(change, call.loaded), rule.location?.(change.after));
        const kept = claim ? [answerWrite(claim, given)] : [];
        if (change.audit) await commitAudited(change.audit, rule.writes(change, call.loaded), call.account, kept);
        else if (claim) await keepAnswer(claim, given);
        return given;
      }),
  });

type Resetting<R extends Route, L> = {
  load: Load<R, L>;
  decide: (call: Acting<R, L>) => Administered<Account> & { audit: Audit };
  /** What the user pool does. It can be repeated, but is in no transaction. */
  carryOut: (account: Account, loaded: L) => Promise<Result<R>>;
};

/** A Lambda that has the user pool change how somebody signs in: load, decide, write the audit event, and then carry it out. */
export const resetSignIn = <R extends Route, L>(route: R, { load, decide, carryOut }: Resetting<R, L>) =>
  signedIn(route, {
    load,
    async respond(incoming) {
      const { account, loaded } = await withoutRaces(load, incoming, async (call) => {
        const { after, audit } = decide(call);
        await commitAudited(audit, [], call.account);
        return { account: after, loaded: call.loaded };
      });
      const given = answer(route, await carryOut(account, loaded));
      if (incoming.claim) await keepAnswer(incoming.claim, given);
      return given;
    },
  });

/** After a lost race everything is read again, the caller's own account first of all. */
const withoutRaces = <R extends Route, L, T>(
  load: Load<R, L>,
  { parts, caller, loading, accountId }: Incoming<R, L>,
  attempt: (call: Acting<R, L>) => Promise<T>,
): Promise<T> =>
  retryRaces(accountId, async (isLate) => {
    const reading = isLate ? ([enabled(accountId), load(parts, accountId)] as const) : ([caller, loading] as const);
    const [account, loaded] = await Promise.all(reading);
    return attempt({ ...parts, account, loaded, act: actNow(account) });
  });
