import type { SQSEvent } from "aws-lambda";
import { sendOut } from "./sendOut.ts";
import { sendSms, smsOf } from "./sms.ts";

/** Texts those who chose it; in their quiet hours, later. */
export const handler = (batch: SQSEvent) =>
  sendOut("sms", batch, ({ account, kind }, _, { id }) => sendSms(account, smsOf(kind, id)));
