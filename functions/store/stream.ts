import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { whatFailed } from "./whatFailed.ts";

/**
 * Handles the items of a stream batch in order; from the first that fails on, all are delivered again. Where the first of several
 * fails, this throws, since Lambda divides a batch only then: an item that always fails would otherwise be given up together
 * with all those behind it.
 */
export async function inOrder<T>(
  { Records }: DynamoDBStreamEvent,
  handle: (item: T) => Promise<unknown>,
): Promise<DynamoDBBatchResponse> {
  for (const [index, { dynamodb }] of Records.entries()) {
    try {
      await handle(unmarshall((dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>) as T);
    } catch (error) {
      console.error({ sequence: dynamodb?.SequenceNumber, ...whatFailed(error) });
      if (index === 0 && Records.length > 1) throw new BatchToDivide("the first of several failed");
      return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? "" }] };
    }
  }
  return { batchItemFailures: [] };
}

class BatchToDivide extends Error {
  override name = "BatchToDivide";
}
