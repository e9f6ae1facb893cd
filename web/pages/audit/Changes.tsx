import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { AuditEvent } from "../../api/audit.ts";
import { fieldWords } from "./auditWords.ts";
import { type Changed, differences } from "./difference.ts";
import { useValueWords } from "./useValueWords.ts";
import "./audit.css";

/** How it was before and after, field by field; of something new, what it began as. */
export function Changes({ event }: { event: AuditEvent }) {
  const changes = differences(event);
  const isNew = event.before === null;
  if (changes.length === 0) return null;
  return (
    <dl className={isNew ? "changes changes-new" : "changes"}>
      {changes.map((one) => (
        <Change key={one.field} change={one} isNew={isNew} />
      ))}
    </dl>
  );
}

function Change({ change: { field, before, after }, isNew }: { change: Changed; isNew: boolean }) {
  const { i18n } = useLingui();
  const words = useValueWords();
  const label = fieldWords[field];
  return (
    <div>
      <dt>{label ? i18n._(label) : field}</dt>
      <dd>
        {!isNew && (
          <>
            <Text span className="visually-hidden">
              <Trans>Before:</Trans>
            </Text>
            <del>{words(field, before)}</del>
            <Text span className="visually-hidden">
              <Trans>After:</Trans>
            </Text>
          </>
        )}
        {isNew ? <span>{words(field, after)}</span> : <ins>{words(field, after)}</ins>}
      </dd>
    </div>
  );
}
