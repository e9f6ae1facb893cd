import { randomUUID } from "node:crypto";
import type { CognitoMessage } from "../cognito/cognito.ts";
import { clientAddress } from "../template/templateSynth.ts";
import type { MailText, UserMails } from "../template/wires.ts";
import type { Outbox } from "./outbox.ts";

/** Puts the e-mails that Cognito itself sends into the outbox: what an invited person needs to sign in is there. */
export const cognitoMail = (outbox: Outbox, mails: UserMails = plain) =>
  function send({ to, username, kind, code }: CognitoMessage): void {
    const { subject, text } = filled(kind === "invitation" ? mails.invitation : mails.code, username, code);
    const from = "no-reply@verificationemail.com";
    outbox.add({ id: randomUUID(), channel: "email", from, to: [to], replyTo: [], subject, text, html: null });
  };

/** E-mails that say where people sign in on this machine. */
export const placedAt = (port: number, { invitation, code }: UserMails): UserMails => {
  const placed = ({ subject, text }: MailText): MailText => ({
    subject,
    text: text.replace(clientAddress, `http://localhost:${port}`),
  });
  return { invitation: placed(invitation), code: placed(code) };
};

/** Cognito's own, where the template says nothing. */
const plain: UserMails = {
  invitation: {
    subject: "Your temporary password",
    text: "Your username is {username} and temporary password is {####}.",
  },
  code: { subject: "Your verification code", text: "Your verification code is {####}." },
};

const filled = ({ subject, text }: MailText, username: string, code: string): MailText => {
  const fill = (given: string) => given.replace("{username}", () => username).replace("{####}", () => code);
  return { subject: fill(subject), text: fill(text) };
};
