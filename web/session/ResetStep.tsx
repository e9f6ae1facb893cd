import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Text } from "@mantine/core";
import { useState } from "react";
import { AuthForm } from "./AuthForm.tsx";
import { CodeField, codeIn } from "./CodeField.tsx";
import { resetPassword, type Step, sendResetCode, signInWithPassword } from "./cognito.ts";
import { NewPassword } from "./NewPassword.tsx";
import { troubleOf } from "./refusal.ts";
import { troubleWords } from "./troubleWords.ts";
import { useNewPassword } from "./useNewPassword.ts";

type Props = { email: string; isForced: boolean; next: (step: Step) => void; back: () => void };

/** The code from the e-mail and a new password, which signs in at once. */
export function ResetStep({ email, isForced, next, back }: Props) {
  const { t } = useLingui();
  const setPassword = useNewPassword();
  async function send(given: FormData): Promise<void> {
    const password = String(given.get("newPassword"));
    const set = async () => {
      await resetPassword(email, codeIn(given), password);
      return signInWithPassword(email, password);
    };
    next(await setPassword(email, password, set));
  }
  return (
    <AuthForm
      title={t`Choose a new password`}
      intro={
        isForced ? (
          <Trans>An administrator has reset your password. A code was sent to {email}.</Trans>
        ) : (
          <Trans>If {email} has an account here, a code is on its way. It is valid for an hour.</Trans>
        )
      }
      action={<Trans>Save and sign in</Trans>}
      send={send}
      more={
        <>
          <SendAgain email={email} />
          <Anchor component="button" type="button" size="sm" onClick={back}>
            <Trans>Back to the sign-in</Trans>
          </Anchor>
        </>
      }
    >
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      <CodeField label={t`Code from the e-mail`} />
      <NewPassword />
    </AuthForm>
  );
}

function SendAgain({ email }: { email: string }) {
  const { t, i18n } = useLingui();
  const [said, setSaid] = useState("");
  async function again(): Promise<void> {
    setSaid("");
    await sendResetCode(email).then(
      () => setSaid(t`A new code is on its way. Only the newest one counts.`),
      (error: unknown) => setSaid(i18n._(troubleWords[troubleOf(error)])),
    );
  }
  return (
    <>
      <Anchor component="button" type="button" size="sm" onClick={() => void again()}>
        <Trans>Send a new code</Trans>
      </Anchor>
      <Text role="status" size="sm" className="said">
        {said}
      </Text>
    </>
  );
}
