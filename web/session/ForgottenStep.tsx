import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, TextInput } from "@mantine/core";
import { AuthForm } from "./AuthForm.tsx";
import { sendResetCode } from "./cognito.ts";

type Props = { email: string; sent: (email: string) => void; back: () => void };

/** Asks where to send the code with which a new password is chosen. */
export function ForgottenStep({ email, sent, back }: Props) {
  const { t } = useLingui();
  async function send(given: FormData): Promise<void> {
    const address = String(given.get("email")).trim();
    await sendResetCode(address);
    sent(address);
  }
  return (
    <AuthForm
      title={t`Forgotten your password?`}
      intro={
        <Trans>
          We will e-mail you a code for choosing a new one. If you have never signed in, use the temporary password from
          your invitation instead.
        </Trans>
      }
      action={<Trans>Send the code</Trans>}
      send={send}
      more={
        <Anchor component="button" type="button" size="sm" onClick={back}>
          <Trans>Back to the sign-in</Trans>
        </Anchor>
      }
    >
      <TextInput
        name="email"
        type="email"
        label={t`E-mail`}
        autoComplete="username"
        defaultValue={email}
        required
        data-again
      />
    </AuthForm>
  );
}
