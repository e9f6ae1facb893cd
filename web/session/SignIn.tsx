import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Anchor, Center, Group, Paper, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { choose, type Language, languages } from "../app/i18n.ts";
import { CodeStep } from "./CodeStep.tsx";
import { answerChallenge, type Challenge, type Step } from "./cognito.ts";
import { ForgottenStep } from "./ForgottenStep.tsx";
import { NewPasswordStep } from "./NewPasswordStep.tsx";
import { PasswordStep } from "./PasswordStep.tsx";
import { ResetStep } from "./ResetStep.tsx";
import { type Trouble, troubleOf } from "./refusal.ts";
import { beginSession, challengeLeft, type Ending, useEnding } from "./session.ts";
import { useNewPassword } from "./useNewPassword.ts";

type Shown =
  | { name: "password"; trouble?: Trouble }
  | { name: "forgotten" | "reset" | "forcedReset" }
  | { name: "newPassword" | "code"; challenge: Challenge };

const shownFor = { NEW_PASSWORD_REQUIRED: "newPassword", SOFTWARE_TOKEN_MFA: "code" } as const;

/** The one page for who is not signed in, at whatever address: signing in shows what was asked for. */
export function SignIn() {
  const ending = useEnding();
  const [email, setEmail] = useState("");
  const [shown, show] = useState<Shown>(firstShown);
  const setPassword = useNewPassword();
  const back = () => show({ name: "password" });

  function next(step: Step): void {
    if ("tokens" in step) beginSession(step.tokens);
    else show({ name: shownFor[step.challenge.name], challenge: step.challenge });
  }
  /** The user pool waits three minutes for the answer to a challenge. */
  async function answered(send: () => Promise<Step>): Promise<void> {
    try {
      next(await send());
    } catch (error) {
      if (troubleOf(error) !== "tooLate") throw error;
      show({ name: "password", trouble: "tooLate" });
    }
  }
  const goes = (name: "forgotten" | "reset" | "forcedReset") => (address: string) => {
    setEmail(address);
    show({ name });
  };
  function form(): ReactNode {
    if (shown.name === "newPassword") {
      const set = (password: string) => setPassword(email, password, () => answerChallenge(shown.challenge, password));
      return <NewPasswordStep email={email} answer={(password) => answered(() => set(password))} />;
    }
    if (shown.name === "code") {
      return <CodeStep answer={(code) => answered(() => answerChallenge(shown.challenge, code))} back={back} />;
    }
    if (shown.name === "forgotten") return <ForgottenStep email={email} sent={goes("reset")} back={back} />;
    if (shown.name !== "password") {
      return <ResetStep email={email} isForced={shown.name === "forcedReset"} next={next} back={back} />;
    }
    const given = (step: Step, address: string) => {
      setEmail(address);
      next(step);
    };
    const ways = { next: given, forgotten: goes("forgotten"), reset: goes("forcedReset") };
    return <PasswordStep email={email} trouble={shown.trouble} {...ways} />;
  }
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack w="100%" maw="24rem">
        {ending && <WhyHere ending={ending} />}
        <Paper withBorder p="xl" key={shown.name}>
          {form()}
        </Paper>
        <OtherLanguages />
      </Stack>
    </Center>
  );
}

/** What is left to answer where a session has ended in the middle of a sign-in; else the beginning. */
function firstShown(): Shown {
  const challenge = challengeLeft();
  return challenge ? { name: shownFor[challenge.name], challenge } : { name: "password" };
}

/** Whoever does not read the browser's language must not have to get past this page to say so. */
function OtherLanguages() {
  const { i18n } = useLingui();
  const others = Object.entries(languages).filter(([language]) => language !== i18n.locale);
  return (
    <Group justify="center">
      {others.map(([language, name]) => (
        <Anchor
          key={language}
          component="button"
          type="button"
          size="sm"
          lang={language}
          onClick={() => void choose(language as Language)}
        >
          {name}
        </Anchor>
      ))}
    </Group>
  );
}

function WhyHere({ ending }: { ending: Ending }) {
  return (
    <Alert color={ending === "signedOut" ? "blue" : "orange"} role="status">
      {ending === "signedOut" && <Trans>You have signed out.</Trans>}
      {ending === "expired" && (
        <Trans>
          Your session has ended. Sign in again to carry on where you were; what you were writing has been kept as a
          draft.
        </Trans>
      )}
      {ending === "passwordChanged" && (
        <Trans>Your password is changed, and you are signed out everywhere. Sign in to carry on where you were.</Trans>
      )}
      {ending === "disabled" && <Trans>Your account has been disabled. Ask an administrator.</Trans>}
    </Alert>
  );
}
