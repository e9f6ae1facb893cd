import { createHash } from "node:crypto";
import type { APIGatewayProxyEventV2 as Event } from "aws-lambda";
import { idempotencyKey, type Route } from "../contract/route.ts";
import type { Account } from "../domain/account.ts";
import { Problem } from "../domain/problem.ts";
import { type Answer, type Claim, claimRequest, releaseRequest } from "../store/requests.ts";

type Request = { route: Route; event: Event; accountId: string; caller: Promise<Account> };

/** Carries out a POST that has an Idempotency-Key once: the same request gets the same answer again. */
export async function once(
  { route, event, accountId, caller }: Request,
  work: (claim: Claim | null) => Promise<Answer>,
): Promise<Answer> {
  const key = event.headers["idempotency-key"];
  if (key === undefined || route.method !== "POST") return work(null);
  if (!idempotencyKey.test(key)) {
    throw new Problem("malformed", "an Idempotency-Key has 1 to 255 letters, digits or any of . _ : ~ + / = -");
  }
  const claimed = await claimRequest({ accountId, key: digest(key), fingerprint: fingerprint(event) });
  if ("statusCode" in claimed) return replay(claimed, caller);
  try {
    return await work(claimed);
  } catch (error) {
    // A key that cannot be given back is free when its lease ends; what went wrong first is what has to be told.
    await releaseRequest(claimed).catch(() => {});
    throw error;
  }
}

/** Only reads have happened so far. The caller is still awaited: a disabled account gets 401, and not what was answered then. */
async function replay(answer: Answer, caller: Promise<Account>): Promise<Answer> {
  await caller;
  return { ...answer, headers: { ...answer.headers, "idempotency-replayed": "true" } };
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");

const fingerprint = ({ rawPath, body = "" }: Event): string => digest(`${rawPath}\n${body}`);
