import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { slow } from "../store/timeouts.ts";
import type { Mail } from "./mailText.ts";

const ses = new SESv2Client(slow);

/** Where a reader finds a ticket. It always leads to the sign-in: a link has no power of its own. */
export const linkTo = (ticketId: string): string => `${process.env.APP_URL ?? ""}/tickets/${ticketId}`;

export async function sendMail(to: string, { subject, text, html }: Mail): Promise<void> {
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
