import type { DynamoDBStreamEvent } from "aws-lambda";
import type { Account } from "../domain/account.ts";
import { socketsOfAccount } from "../store/sockets.ts";
import { inOrder } from "../store/stream.ts";
import { forEach } from "./deliver.ts";
import { hangUp } from "./push.ts";

/** Ends the connections of an account that was disabled, as the table's stream tells it. */
export const handler = (batch: DynamoDBStreamEvent) =>
  inOrder<Account>(batch, async ({ id, disabled }) => {
    if (disabled) await forEach(await socketsOfAccount(id), hangUp);
  });
