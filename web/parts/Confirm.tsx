import { Trans } from "@lingui/react/macro";
import { Button, type ButtonProps, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Dialog } from "./Dialog.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";

/** What cannot be undone, as a question. */
type Question = {
  title: string;
  /** What follows from it, before it is done. */
  body: ReactNode;
  /** What the button that does it says: a verb. */
  confirm: ReactNode;
  act: () => Promise<unknown>;
  /** Red for what takes something away (unless told), the usual colour for the rest. */
  color?: "red" | "blue";
};

/**
 * Asks before something that cannot be undone: `const [ask, dialog] = useConfirm()`, with `dialog` rendered anywhere. The
 * focus stands on the safe choice; the dialog stays open while it is done, and shows why where it could not be.
 */
export function useConfirm(): [ask: (question: Question) => void, dialog: ReactNode] {
  const [question, setQuestion] = useState<Question | null>(null);
  const [isOpen, setOpen] = useState(false);
  const ask = (asked: Question) => {
    setQuestion(asked);
    setOpen(true);
  };
  // The question stays while the dialog fades, so that it does not fade empty.
  return [ask, question && <Confirmation question={question} isOpen={isOpen} close={() => setOpen(false)} />];
}

type ConfirmButtonProps = Question & Omit<ButtonProps, "color"> & { children: ReactNode };

/** A button that asks first. */
export function ConfirmButton({ title, body, confirm, act, color, children, ...button }: ConfirmButtonProps) {
  const [ask, dialog] = useConfirm();
  return (
    <>
      <Button
        variant="light"
        color={color ?? "red"}
        {...button}
        onClick={() => ask({ title, body, confirm, act, ...(color && { color }) })}
      >
        {children}
      </Button>
      {dialog}
    </>
  );
}

type ConfirmationProps = { question: Question; isOpen: boolean; close: () => void };

function Confirmation({ question, isOpen, close }: ConfirmationProps) {
  const { mutate, error, isPending, reset } = useMutation({ mutationFn: question.act, onSuccess: close });
  const leave = () => {
    if (isPending) return;
    reset();
    close();
  };
  return (
    <Dialog title={question.title} isOpen={isOpen} close={leave} withoutCross>
      <Stack gap="md">
        <div>{question.body}</div>
        {error && <ErrorNotice error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={leave} disabled={isPending} data-autofocus>
            <Trans>Cancel</Trans>
          </Button>
          <Button color={question.color ?? "red"} onClick={() => mutate()} loading={isPending}>
            {question.confirm}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
