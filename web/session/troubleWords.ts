import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Trouble } from "./refusal.ts";

/** What went wrong at the sign-in, and what to do about it. */
export const troubleWords: Record<Trouble, MessageDescriptor> = {
  wrongPassword: msg`The e-mail address or password is not right.`,
  disabled: msg`This account is disabled. Ask an administrator to enable it again.`,
  temporaryExpired: msg`Your temporary password has expired. Ask an administrator for a new invitation.`,
  notYetUsed: msg`This account has no password of its own yet. Sign in with the temporary password from your invitation.`,
  tooMany: msg`Too many attempts. Wait a moment, then try again.`,
  tooLate: msg`That took too long. Start again with your password.`,
  signedOut: msg`You have been signed out. Sign in again.`,
  wrongCode: msg`That code is not right. Check it, and make sure it is the newest one.`,
  expiredCode: msg`That code has expired. Ask for a new one.`,
  usedCode: msg`That code has already been used. Wait until your app shows the next one.`,
  weakPassword: msg`That password is not allowed. Choose one that meets all the rules.`,
  impossible: msg`That cannot be done for this account. Ask an administrator.`,
  resetRequired: msg`Your password has been reset. Choose a new one with the code we sent you.`,
  outOfOrder: msg`The sign-in service has a problem. Try again in a moment.`,
  unreachable: msg`The sign-in service cannot be reached. Your connection may be down.`,
};
