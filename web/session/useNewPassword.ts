import { useRef } from "react";
import { type Step, signInWithPassword } from "./cognito.ts";
import { isFinal } from "./refusal.ts";

/**
 * Has a new password set, which signs in. Where the answer to an earlier try was lost, it may count already: what was good for one
 * try (a code, a temporary password) is refused then, and only a sign-in can tell.
 */
export function useNewPassword() {
  const unanswered = useRef("");
  return async (email: string, password: string, set: () => Promise<Step>): Promise<Step> => {
    try {
      return await set();
    } catch (error) {
      if (!isFinal(error)) unanswered.current = password;
      else if (password === unanswered.current) {
        const step = await signInWithPassword(email, password).catch(() => null);
        if (step) return step;
      }
      throw error;
    }
  };
}
