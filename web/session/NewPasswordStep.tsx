import { Trans, useLingui } from "@lingui/react/macro";
import { AuthForm } from "./AuthForm.tsx";
import { NewPassword } from "./NewPassword.tsx";

type Props = { email: string; answer: (password: string) => Promise<void> };

/** The first sign-in of an invited person: the temporary password gives way to one of their own. */
export function NewPasswordStep({ email, answer }: Props) {
  const { t } = useLingui();
  return (
    <AuthForm
      title={t`Choose your password`}
      intro={<Trans>The password from your invitation only works once. From now on, use your own.</Trans>}
      action={<Trans>Save and sign in</Trans>}
      send={(given) => answer(String(given.get("newPassword")))}
    >
      {/* For password managers: whose password this is. */}
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      <NewPassword />
    </AuthForm>
  );
}
