import { randomUUID } from "node:crypto";
import type { CognitoMessage } from "../cognito/cognito.ts";
import { clientAddress } from "../template/templateSynth.ts";
import type { InvitationWire } from "../template/wires.ts";
import type { Outbox } from "./outbox.ts";

/** Puts the e-mails that Cognito itself sends into the outbox: what an invited person needs to sign in is there. */
export const cognitoMail = (outbox: Outbox, invitation: InvitationWire = plainInvitation) =>
  function send({ to, kind, code }: CognitoMessage): void {
    const { subject, text } = kind === "invitation" ? filled(invitation, to, code) : coded[kind](code);
    const from = "no-reply@verificationemail.com";
    outbox.add({ id: randomUUID(), channel: "email", from, to: [to], replyTo: [], subject, text, html: null });
  };

/** An invitation that says where people sign in on this machine. */
export const placedAt = (port: number, { subject, text }: InvitationWire): InvitationWire => ({
  subject,
  text: text.replace(clientAddress, `http://localhost:${port}`),
});

const plainInvitation: InvitationWire = {
  subject: "Your temporary password",
  text: "Your username is {username} and temporary password is {####}.",
};

const filled = ({ subject, text }: InvitationWire, username: string, code: string): InvitationWire => {
  const fill = (given: string) => given.replace("{username}", () => username).replace("{####}", () => code);
  return { subject: fill(subject), text: fill(text) };
};

const coded = {
  passwordReset: (code: string) => ({
    subject: "Your verification code",
    text: `Your password reset code is ${code}.`,
  }),
  verification: (code: string) => ({ subject: "Your verification code", text: `Your confirmation code is ${code}.` }),
};
