import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, PasswordInput, TextInput } from "@mantine/core";
import { useRef } from "react";
import { AuthForm } from "./AuthForm.tsx";
import { type Step, signInWithPassword } from "./cognito.ts";
import { type Trouble, troubleOf } from "./refusal.ts";

type Props = {
  email: string;
  trouble?: Trouble | undefined;
  next: (step: Step, email: string) => void;
  forgotten: (email: string) => void;
  /** An administrator has reset the password: the code for a new one is in the mail. */
  reset: (email: string) => void;
};

/** The first step: who, and the password. */
export function PasswordStep({ email, trouble, next, forgotten, reset }: Props) {
  const { t } = useLingui();
  const address = useRef<HTMLInputElement>(null);
  async function send(given: FormData): Promise<void> {
    const who = String(given.get("email")).trim();
    try {
      next(await signInWithPassword(who, String(given.get("password"))), who);
    } catch (error) {
      if (troubleOf(error) !== "resetRequired") throw error;
      reset(who);
    }
  }
  return (
    <AuthForm
      title={t`Sign in to the ticket desk`}
      action={<Trans>Sign in</Trans>}
      trouble={trouble}
      send={send}
      more={
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => forgotten(address.current?.value.trim() ?? "")}
        >
          <Trans>Forgotten your password?</Trans>
        </Anchor>
      }
    >
      <TextInput
        ref={address}
        name="email"
        type="email"
        label={t`E-mail`}
        autoComplete="username"
        defaultValue={email}
        required
      />
      <PasswordInput
        name="password"
        label={t`Password`}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ "aria-label": t`Show password` }}
        visibilityToggleFocusable
        required
        data-again
      />
    </AuthForm>
  );
}
