import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor } from "@mantine/core";
import { AuthForm } from "./AuthForm.tsx";
import { CodeField, codeIn } from "./CodeField.tsx";

type Props = { answer: (code: string) => Promise<void>; back: () => void };

/** The second factor: the code that an authenticator app shows now. */
export function CodeStep({ answer, back }: Props) {
  const { t } = useLingui();
  return (
    <AuthForm
      title={t`Enter your code`}
      intro={
        <Trans>
          Enter the six digits that your authenticator app shows for the ticket desk. If you have lost your phone, ask
          an administrator.
        </Trans>
      }
      action={<Trans>Sign in</Trans>}
      send={(given) => answer(codeIn(given))}
      more={
        <Anchor component="button" type="button" size="sm" onClick={back}>
          <Trans>Back to the sign-in</Trans>
        </Anchor>
      }
    >
      <CodeField label={t`Code from your app`} />
    </AuthForm>
  );
}
