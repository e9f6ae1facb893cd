import { Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, type RefObject, useId } from "react";

type Props = {
  title: ReactNode;
  /** What it is for, below the title. */
  about?: ReactNode;
  /** For who puts the focus on the title. */
  titleRef?: RefObject<HTMLHeadingElement | null>;
  children: ReactNode;
};

/** A part of a page under its own heading, in a box. */
export function Section({ title, about, titleRef, children }: Props) {
  const id = useId();
  return (
    <Paper component="section" withBorder p="lg" aria-labelledby={id}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h4" id={id} ref={titleRef} tabIndex={titleRef && -1}>
            {title}
          </Title>
          {about && (
            <Text size="sm" c="dimmed">
              {about}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
