import { useLingui } from "@lingui/react/macro";
import { Alert, Button, Stack, Text, Title } from "@mantine/core";
import { type FormEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import { Icon } from "../parts/icons.tsx";
import { type Trouble, troubleOf } from "./refusal.ts";
import { troubleWords } from "./troubleWords.ts";

type Props = {
  title: string;
  /** What is asked for and why: read out with the title when the focus comes into the form. */
  intro?: ReactNode;
  action: ReactNode;
  /** What has gone wrong just before. */
  trouble?: Trouble | undefined;
  /** Throws what the user pool refused. */
  send: (given: FormData) => Promise<void>;
  children: ReactNode;
  /** Other ways from here. */
  more?: ReactNode;
};

/** One step of the sign-in: the focus is in its first field, and what was refused is said in people's words. */
export function AuthForm({ title, intro, action, trouble, send, children, more }: Props) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const { failure, isBusy, submit } = useSending(form, send, trouble);
  const { t, i18n } = useLingui();
  useEffect(() => {
    document.title = t`${title} · Ticket desk`;
  }, [t, title]);
  useEffect(() => form.current?.querySelector<HTMLInputElement>("input:not([hidden])")?.focus(), []);
  return (
    <form
      ref={form}
      onSubmit={(event) => void submit(event)}
      aria-labelledby={`${id}-title`}
      aria-describedby={intro ? `${id}-intro` : undefined}
    >
      <Stack>
        <Title order={1} size="h3" id={`${id}-title`}>
          {title}
        </Title>
        {intro && (
          <Text size="sm" id={`${id}-intro`}>
            {intro}
          </Text>
        )}
        {failure && (
          <Alert color="red" role="alert" icon={<Icon name="warning" />} key={failure.attempt}>
            {i18n._(troubleWords[failure.trouble])}
          </Alert>
        )}
        {children}
        <Button type="submit" loading={isBusy}>
          {action}
        </Button>
        {more}
      </Stack>
    </form>
  );
}

/** Sends once at a time; after a refusal the focus goes to the field that is most likely wrong. */
function useSending(form: RefObject<HTMLFormElement | null>, send: Props["send"], before?: Trouble) {
  const attempts = useRef(0);
  const [failure, setFailure] = useState(before ? { trouble: before, attempt: 0 } : null);
  const [isBusy, setBusy] = useState(false);
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    try {
      await send(new FormData(event.currentTarget));
      setFailure(null);
    } catch (error) {
      attempts.current += 1;
      setFailure({ trouble: troubleOf(error), attempt: attempts.current });
      const field = form.current?.querySelector<HTMLInputElement>("[data-again]");
      field?.focus();
      field?.select();
    } finally {
      setBusy(false);
    }
  }
  return { failure, isBusy, submit };
}
