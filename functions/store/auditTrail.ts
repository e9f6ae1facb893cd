import type { AuditEvent, AuditKind } from "../domain/audit.ts";
import { type Filter, from, type ListPage, readPage, type Source } from "./lists/lists.ts";
import { partitions, withoutKeys } from "./table.ts";

type AuditQuery = { person?: string | undefined; kind?: AuditKind | undefined; limit: number };

/** A page of the audit trail, newest first: all of it, what one person did or had done to them, or one kind. */
export const listAudit = ({ person, kind, limit }: AuditQuery, after: string | null): Promise<ListPage<AuditEvent>> =>
  readPage({
    sources: person ? involving(person) : from("byAuditTime", partitions.audit()),
    order: "newest",
    limit,
    after,
    filter: kind ? only(kind) : null,
    row: withoutKeys<AuditEvent>,
  });

const involving = (person: string): Source[] => [
  ...from(null, partitions.auditOf(person)),
  ...from("byActor", partitions.auditBy(person)),
];

const only = (kind: AuditKind): Filter => ({
  expression: "#kind = :kind",
  names: { "#kind": "kind" },
  values: { ":kind": kind },
});
