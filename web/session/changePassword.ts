import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { callAsOwner } from "./asOwner.ts";
import { callPool, signInWithPassword } from "./cognito.ts";
import { isFinal, troubleOf } from "./refusal.ts";
import { accessToken, continueSession, loseSession } from "./session.ts";

type Passwords = { previous: string; proposed: string };

/** Changes one's own password, and says which one counts now. */
export function useChangePassword(email: string) {
  /** A new password whose answer did not come: it may count already. */
  const unanswered = useRef("");
  return useMutation({
    mutationFn: async ({ previous, proposed }: Passwords) => {
      const isChanged = async (error: unknown) =>
        troubleOf(error) === "wrongPassword" && proposed === unanswered.current && (await signsIn(email, proposed));
      try {
        await callAsOwner("ChangePassword", { PreviousPassword: previous, ProposedPassword: proposed });
      } catch (error) {
        if (!isFinal(error)) unanswered.current = proposed;
        if (!(await isChanged(error))) throw error;
      }
      return proposed;
    },
    // A password is for this page only.
    gcTime: 0,
  });
}

/** Ends all sessions of this account, and goes on with this one by the new password. */
export const useEndOtherSessions = (email: string) =>
  useMutation({
    mutationFn: async (password: string) => {
      await callPool("GlobalSignOut", { AccessToken: await accessToken() }).catch(unlessSignedOut);
      const step = await signInWithPassword(email, password);
      if ("tokens" in step) continueSession(step.tokens);
      else loseSession("passwordChanged", step.challenge);
    },
    gcTime: 0,
  });

/** It has been done by an attempt whose sign-in failed. */
function unlessSignedOut(error: unknown): void {
  if (troubleOf(error) !== "signedOut") throw error;
}

const signsIn = (email: string, password: string): Promise<boolean> =>
  signInWithPassword(email, password).then(
    () => true,
    () => false,
  );
