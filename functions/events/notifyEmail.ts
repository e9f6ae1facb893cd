import type { SQSEvent } from "aws-lambda";
import { messageOf, quoteOf } from "../domain/messages.ts";
import { linkTo, sendMail } from "./mail.ts";
import { mailOf } from "./mailText.ts";
import { sendOut } from "./sendOut.ts";

/** E-mails those who want it; in their quiet hours, later. */
export const handler = (batch: SQSEvent) =>
  sendOut("email", batch, ({ account, kind, reason }, event, { id, title }) => {
    const said = { message: messageOf(event, title), quote: quoteOf(event) };
    const letter = { kind, name: account.name, ticketId: id, ...said, reason, link: linkTo(id) };
    return sendMail(account.email, mailOf(letter));
  });
