import { useLingui } from "@lingui/react/macro";
import { Alert } from "@mantine/core";
import { Icon } from "../parts/icons.tsx";
import { troubleOf } from "./refusal.ts";
import { troubleWords } from "./troubleWords.ts";

/** What the user pool refused, in people's words. */
export function SignInTrouble({ error }: { error: unknown }) {
  const { i18n } = useLingui();
  return (
    <Alert color="red" role="alert" icon={<Icon name="warning" />}>
      {i18n._(troubleWords[troubleOf(error)])}
    </Alert>
  );
}
