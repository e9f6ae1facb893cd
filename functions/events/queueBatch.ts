import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { settled } from "../store/settled.ts";
import { whatFailed } from "../store/whatFailed.ts";

/** Handles each message of a queue by itself; those that fail come back, and in the end go to the dead-letter queue. */
export async function eachMessage<T>(
  { Records }: SQSEvent,
  handle: (message: T) => Promise<unknown>,
): Promise<SQSBatchResponse> {
  const results = await Promise.allSettled(Records.map(async ({ body }) => handle(JSON.parse(body) as T)));
  const batchItemFailures = Records.flatMap(({ messageId }, index) => {
    const result = results[index];
    if (result?.status !== "rejected") return [];
    console.error({ messageId, ...whatFailed(result.reason) });
    return [{ itemIdentifier: messageId }];
  });
  return { batchItemFailures };
}

/** Does it for everybody, so many at once, before it fails for anybody. */
export async function settleAll<T>(
  all: readonly T[],
  act: (one: T) => Promise<unknown>,
  atOnce = Number.POSITIVE_INFINITY,
): Promise<void> {
  const failed = (await settled(all, act, atOnce)).find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}
