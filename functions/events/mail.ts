import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { slow } from "../store/timeouts.ts";
import type { Mail } from "./mailText.ts";

const ses = new SESv2Client({ ...slow, maxAttempts: 5 });

/** Where a reader finds a ticket. It always leads to the sign-in: a link has no power of its own. */
export const linkTo = (ticketId: string): string => `${process.env.APP_URL ?? ""}/tickets/${ticketId}`;

/**
 * One after the other: SES takes so many a second, 14 in most accounts, and of a hundred at once it refuses nearly all, however often
 * they are tried again. One that is refused waits, and those behind it with it.
 */
export function sendMail(to: string, mail: Mail): Promise<void> {
  const sent = turn.then(() => send(to, mail));
  turn = sent.catch(() => undefined);
  return sent;
}

let turn: Promise<void> = Promise.resolve();

async function send(to: string, { subject, text, html }: Mail): Promise<void> {
  const part = (Data: string) => ({ Data, Charset: "UTF-8" });
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: process.env.MAIL_FROM ?? "",
      ReplyToAddresses: [process.env.MAIL_REPLY_TO ?? ""],
      ConfigurationSetName: process.env.MAIL_OUTCOMES ?? "",
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: part(subject), Body: { Text: part(text), Html: part(html) } } },
    }),
  );
}
