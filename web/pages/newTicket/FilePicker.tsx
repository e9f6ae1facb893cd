import { Trans, useLingui } from "@lingui/react/macro";
import { Button, CloseButton, Group, Input, Text } from "@mantine/core";
import { useRef } from "react";
import { mostFiles, mostMegabytes } from "../../../functions/domain/fileKinds.ts";
import { longest } from "../../../functions/domain/longest.ts";
import { acceptedEndings } from "../../api/files.ts";
import { FileSize } from "../../parts/FileSize.tsx";
import { Icon } from "../../parts/icons.tsx";
import type { Refused, useChosenFiles } from "./chosenFiles.ts";

const mostInName = longest.fileName;

type Props = ReturnType<typeof useChosenFiles>;

/** Files by choice; by drag and by paste they come from anywhere on the form. */
export function FilePicker({ files, refused, add, remove }: Props) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  return (
    <Input.Wrapper
      label={t`Files`}
      labelElement="div"
      description={t`Pictures, PDF, text, Word and Excel, up to ${mostMegabytes} MB each.`}
    >
      <div className="drop-area">
        <Icon name="clip" />
        <Text size="sm" c="dimmed">
          <Trans>Drop files here, paste a screenshot, or</Trans>
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => input.current?.click()}>
          <Trans>Choose files</Trans>
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={acceptedEndings}
          onChange={({ currentTarget }) => {
            add(currentTarget.files ?? []);
            // The same file can be chosen again after it was removed.
            currentTarget.value = "";
          }}
        />
      </div>
      {files.length > 0 && (
        <ul className="file-list" aria-label={t`Files to attach`}>
          {files.map((file, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may have the same name, and hold no state
            <li key={`${place} ${file.name}`}>
              <Group gap="xs" wrap="nowrap" justify="space-between">
                <Text size="sm" truncate dir="auto">
                  {file.name}
                </Text>
                <Group gap={4} wrap="nowrap">
                  <Text size="xs" c="dimmed" span className="no-wrap">
                    <FileSize bytes={file.size} />
                  </Text>
                  <CloseButton size="sm" aria-label={t`Remove ${file.name}`} onClick={() => remove(file)} />
                </Group>
              </Group>
            </li>
          ))}
        </ul>
      )}
      <div role="alert">
        {refused.map((one) => (
          <Input.Error key={one.name} mt="xs">
            <RefusedWords {...one} />
          </Input.Error>
        ))}
      </div>
    </Input.Wrapper>
  );
}

function RefusedWords({ name, why }: Refused) {
  if (why === "type") return <Trans>{name}: files of this kind can't be attached.</Trans>;
  if (why === "name")
    return (
      <Trans>
        {name}: the name of a file has at most {mostInName} characters.
      </Trans>
    );
  if (why === "size")
    return (
      <Trans>
        {name} is larger than {mostMegabytes} MB.
      </Trans>
    );
  if (why === "empty") return <Trans>{name} is empty.</Trans>;
  return (
    <Trans>
      {name}: a ticket has at most {mostFiles} files.
    </Trans>
  );
}
