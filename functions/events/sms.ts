import { InvalidParameterException, PublishCommand, SNSClient, SNSServiceException } from "@aws-sdk/client-sns";
import type { Account } from "../domain/account.ts";
import { isTexted } from "../domain/phone.ts";
import type { MessageKind } from "../domain/preferences.ts";
import { giveBackSms, takeSms } from "../store/rateLimits.ts";
import { textedCodes } from "../store/texted.ts";
import { quick } from "../store/timeouts.ts";

const sns = new SNSClient(quick);
const caps = {
  perPerson: Number(process.env.SMS_PER_PERSON_A_DAY ?? 10),
  inAll: Number(process.env.SMS_A_DAY ?? 200),
};

/** One part of 160 letters at most, and nothing in it that somebody has typed: no title, no link. */
export const smsOf = (kind: MessageKind, ticketId: string): string => `Ticket desk: ${ticketId} ${words[kind]}`;

export const digestSmsOf = (count: number): string =>
  `Ticket desk: ${count} ${count === 1 ? "message" : "messages"} from your quiet hours. Sign in to read.`;

/**
 * Texts somebody, within the caps of the day; what is over them is left out, since an SMS of yesterday helps nobody. Left out is
 * also what goes to a number that is none (it looks like one, and people enter their own), or one that is no longer texted.
 */
export async function sendSms({ id, phone }: Account, text: string): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  if (phone === null || !isTexted(phone, textedCodes) || !(await takeSms(id, day, caps))) return;
  try {
    await sns.send(new PublishCommand({ PhoneNumber: phone, Message: text, MessageAttributes: transactional }));
  } catch (error) {
    // Where no answer came it may have gone out, and counts.
    if (error instanceof SNSServiceException) await giveBackSms(id, day);
    if (!(error instanceof InvalidParameterException)) throw error;
    // Nobody has such a number: to try again would not change that, nor would it to call an operator at each message.
    console.error({ accountId: id, error: error.name, message: "SNS takes nothing for this person's number" });
  }
}

const transactional = { "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" } };

const words: Record<MessageKind, string> = {
  decision_needed: "waits for you. Sign in to decide.",
  work_assigned: "was assigned to you.",
  outcome: "has an outcome. Sign in to read it.",
  progress: "has moved on.",
  comment: "has a new comment.",
};
