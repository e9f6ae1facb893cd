import { randomUUID } from "node:crypto";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { Problem } from "../domain/problem.ts";
import { dynamo, tableName } from "./client.ts";
import { keys, withoutKeys } from "./table.ts";
import type { Write } from "./transaction.ts";

/** An answer as it was given, to be given again. */
export type Answer = { statusCode: number; headers: Record<string, string>; body: string };
/** One attempt to carry out a request that has an Idempotency-Key. */
export type Claim = { accountId: string; key: string; fingerprint: string; attempt: string };
/** A claim has a lease until it has an answer. */
type Kept = Claim & { answer?: Answer; leaseUntil?: number; expiresAt: number };

const day = 24 * 3600;
/** An attempt that has not answered by then has died: longer than any handler may run. Seconds. */
const lease = 60;

/**
 * Takes a key for this attempt, or gives the answer that it had before.
 * @throws Problem request_running, or idempotency_key_reused for another request
 */
export async function claimRequest(claim: Omit<Claim, "attempt">): Promise<Claim | Answer> {
  const mine = { ...claim, attempt: randomUUID() };
  const now = Math.floor(Date.now() / 1000);
  try {
    await dynamo.send(
      new PutCommand({
        TableName: tableName,
        Item: itemOf({ ...mine, leaseUntil: now + lease, expiresAt: now + day }),
        ConditionExpression:
          "attribute_not_exists(PK) OR expiresAt < :now OR (attribute_not_exists(answer) AND leaseUntil < :now)",
        ExpressionAttributeValues: { ":now": now },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return mine;
  } catch (error) {
    return heldBy(error, mine);
  }
}

/** Keeps the answer, as part of the transaction that makes it true; fails where another attempt took the key. */
export function answerWrite(claim: Claim, answer: Answer): Write {
  return { Put: { TableName: tableName, ...answered(claim, answer) } };
}

/** Keeps the answer of a request that is not one transaction. */
export async function keepAnswer(claim: Claim, answer: Answer): Promise<void> {
  await dynamo.send(new PutCommand({ TableName: tableName, ...answered(claim, answer) }));
}

/** Gives the key back after a refusal, which changed nothing: the client may mend the request and use it again. */
export async function releaseRequest(claim: Claim): Promise<void> {
  try {
    await dynamo.send(
      new DeleteCommand({
        TableName: tableName,
        Key: keys.request(claim.accountId, claim.key),
        ConditionExpression: "attempt = :mine AND attribute_not_exists(answer)",
        ExpressionAttributeValues: { ":mine": claim.attempt },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

const itemOf = (kept: Kept) => ({ item: "Request", ...keys.request(kept.accountId, kept.key), ...kept });

function answered(claim: Claim, answer: Answer) {
  const now = Math.floor(Date.now() / 1000);
  return {
    Item: itemOf({ ...claim, answer, expiresAt: now + day }),
    ConditionExpression: "attempt = :mine",
    ExpressionAttributeValues: { ":mine": claim.attempt },
  };
}

function heldBy(error: unknown, mine: Claim): Claim | Answer {
  if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
  const kept = withoutKeys<Kept>(unmarshall(error.Item));
  if (kept.attempt === mine.attempt) return mine; // the SDK repeated a write whose answer was lost
  if (kept.fingerprint !== mine.fingerprint) {
    throw new Problem("idempotency_key_reused", "this Idempotency-Key was used for another request");
  }
  if (kept.answer) return kept.answer;
  throw new Problem("request_running", "a request with this Idempotency-Key is still running");
}
