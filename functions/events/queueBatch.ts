import type { SQSBatchResponse, SQSEvent } from "aws-lambda";

/** Handles each message of a queue by itself; those that fail come back, and in the end go to the dead-letter queue. */
export async function eachMessage<T>(
  { Records }: SQSEvent,
  handle: (message: T) => Promise<unknown>,
): Promise<SQSBatchResponse> {
  const results = await Promise.allSettled(Records.map(async ({ body }) => handle(JSON.parse(body) as T)));
  const batchItemFailures = Records.flatMap(({ messageId }, index) => {
    const result = results[index];
    if (result?.status !== "rejected") return [];
    console.error({ messageId, error: String(result.reason) });
    return [{ itemIdentifier: messageId }];
  });
  return { batchItemFailures };
}

/** Does it for everybody before it fails for anybody. */
export async function forEach<T>(all: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> {
  const failed = (await Promise.allSettled(all.map(act))).find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}
