import type { Result, Route } from "../contract/route.ts";
import { retryRaces } from "../store/races.ts";
import { type Answer, answerWrite, type Claim } from "../store/requests.ts";
import type { Write } from "../store/transaction.ts";
import { answer } from "./answer.ts";
import { type Call, signedIn } from "./endpoint.ts";

/** What a request comes to, and the write that makes it so: all of it and `also`, or nothing. */
export type Prepared<R extends Route> = {
  result: Result<R>;
  write: (also: readonly Write[]) => Promise<void>;
};

/** A Lambda that writes something of the caller's own. */
export const ownAction = <R extends Route>(route: R, prepare: (call: Call<R>) => Prepared<R>) =>
  signedIn(route, {
    async respond({ parts, caller, claim }) {
      const account = await caller;
      return retryRaces(account.id, () => carryOut(route, prepare({ ...parts, account }), claim));
    },
  });

/** Writes what was prepared, and with it the answer to the request's Idempotency-Key. */
export async function carryOut<R extends Route>(
  route: R,
  { result, write }: Prepared<R>,
  claim: Claim | null,
): Promise<Answer> {
  const given = answer(route, result);
  await write(claim ? [answerWrite(claim, given)] : []);
  return given;
}
