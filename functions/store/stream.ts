import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { whatFailed } from "./whatFailed.ts";

/** Handles the items of a stream batch in order. From the first that fails on, all are delivered again. */
export async function inOrder<T>(
  { Records }: DynamoDBStreamEvent,
  handle: (item: T) => Promise<unknown>,
): Promise<DynamoDBBatchResponse> {
  for (const { dynamodb } of Records) {
    try {
      await handle(unmarshall((dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>) as T);
    } catch (error) {
      console.error({ sequence: dynamodb?.SequenceNumber, ...whatFailed(error) });
      return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? "" }] };
    }
  }
  return { batchItemFailures: [] };
}
