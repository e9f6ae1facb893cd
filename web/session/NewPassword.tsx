import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { PasswordInput, Stack, Text } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { Icon } from "../parts/icons.tsx";
import "./session.css";
import { keepsAll, type PasswordRule, passwordRules, rules, shortest } from "./passwordRules.ts";

/** A field for a new password, with the rules that it keeps ticked while somebody types. */
export function NewPassword() {
  const { t } = useLingui();
  const id = useId();
  const [password, setPassword] = useState("");
  const check = (field: HTMLInputElement) =>
    field.setCustomValidity(
      wrongWith(field.value, t`Meet all the rules below.`, t`It cannot start or end with a space.`),
    );
  return (
    <Stack gap="xs">
      <PasswordInput
        name="newPassword"
        label={t`New password`}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t`Show password` }}
        visibilityToggleFocusable
        required
        data-again
        aria-describedby={id}
        ref={(field) => {
          if (field) check(field);
        }}
        onChange={({ currentTarget }) => {
          check(currentTarget);
          setPassword(currentTarget.value);
        }}
      />
      <ul id={id} className="password-rules">
        {rules.map((rule) => (
          <Rule key={rule} isKept={passwordRules[rule](password)}>
            <RuleWords rule={rule} />
          </Rule>
        ))}
      </ul>
      <Progress password={password} />
    </Stack>
  );
}

/** For screen readers, which hear the list only once. */
function Progress({ password }: { password: string }) {
  const kept = rules.filter((rule) => passwordRules[rule](password)).length;
  return (
    <div role="status" className="visually-hidden">
      {password === "" ? null : keepsAll(password) ? (
        <Trans>The password meets all the rules.</Trans>
      ) : (
        <Plural value={rules.length - kept} one="# rule not met yet." other="# rules not met yet." />
      )}
    </div>
  );
}

function Rule({ isKept, children }: { isKept: boolean; children: ReactNode }) {
  return (
    <Text component="li" size="sm" data-kept={isKept}>
      {isKept ? <Icon name="approvals" size={16} /> : <span className="password-rule-open" aria-hidden="true" />}
      <span>
        {children}
        {isKept && (
          <span className="visually-hidden">
            {" "}
            <Trans>(met)</Trans>
          </span>
        )}
      </span>
    </Text>
  );
}

function RuleWords({ rule }: { rule: PasswordRule }) {
  switch (rule) {
    case "length":
      return <Trans>At least {shortest} characters</Trans>;
    case "capital":
      return <Trans>A capital letter (A to Z)</Trans>;
    case "small":
      return <Trans>A small letter (a to z)</Trans>;
    case "digit":
      return <Trans>A digit</Trans>;
    case "symbol":
      return <Trans>A symbol, such as ! or #</Trans>;
  }
}

/** The pool takes no password that begins or ends with a space. */
const wrongWith = (password: string, weak: string, spaced: string): string => {
  if (!keepsAll(password)) return weak;
  return password.trim() === password ? "" : spaced;
};
