import type { Account } from "../domain/account.ts";
import type { AuditEvent, AuditKind, Subject } from "../domain/audit.ts";
import type { TicketEvent } from "../domain/event.ts";
import { type Files, pendingStage, type Ticket } from "../domain/ticket.ts";

/**
 * The whole table on one page. Keys are built here and nowhere else.
 *
 *   item         PK                       SK                   written
 *   Ticket       TICKET#<id>              TICKET               with each event, under its revision
 *   Event        TICKET#<id>              EVENT#<sequence>     once, never changed
 *   Files        TICKET#<id>              FILES                its attachments, under a revision of their own
 *   Waiting      TICKET#<id>              WAITING              by the approval machine: its token
 *   Notification INBOX#<account>          <notification>       once for each event and person; expires
 *   Sending      SENT#<event>#<account>   <channel>            before and after a message goes out; expires
 *   Held         HELD#<account>#<channel> <event>              in quiet hours, until the digest
 *   Counter      SMS#<day>                ALL, <account>       messages sent that day; expires
 *                UPLOADS#<account>        <hour>               files announced in that hour; expires
 *   Socket       SOCKETS#<audience>       <connection>         while a client is connected; expires
 *   Connection   CONNECTION#<connection>  CONNECTION           likewise: whose it is
 *   SocketTicket SOCKETTICKET#<random>    SOCKETTICKET         until it is used; expires
 *   Account      ACCOUNT#<id>             ACCOUNT
 *   Admins       ADMINS                   ADMINS               with a change of who is an enabled admin
 *   Audit        AUDIT#<subject>          <time>#<id>          once, with the change that it tells of
 *   Category     CATALOGUE#CATEGORY       <id>
 *   Department   CATALOGUE#DEPARTMENT     <id>
 *   Request      REQUEST#<account>#<key>  REQUEST              the answer to an Idempotency-Key; expires
 *   Secret       SECRET#<name>            SECRET               once, at deployment
 *
 *   access pattern                        index          partition                         order
 *   a ticket; its history                 (table)        TICKET#<id>                       TICKET; EVENT#...
 *   tickets somebody raised               byRequester    <account>                         time raised
 *   tickets somebody works on             byAssignee     <account>                         time raised
 *   tickets of a department               byDepartment   <department>#<shard>              time raised
 *   all tickets                           byShard        <shard>                           time raised
 *   tickets that wait for an approver     byApprover     hod#<department>#<shard>,         time raised
 *                                                        it_head#<shard>
 *   tickets that something must happen    byClock        undecided#<shard>,                time of the last change
 *   to by itself, or that any admin may                  decided#<shard>, resolved#<shard>
 *   decide on; held messages                             held#<shard>
 *   unread notifications                  byUnread       <account>                         time
 *   people of a role (and department)     byRole         <role>                            department, name
 *   people, also by the beginning of      byName         <shard>                           name
 *   their name or their e-mail            byEmail        <shard>                           e-mail
 *   administrative changes of somebody    (table)        AUDIT#<account>                   time
 *   administrative changes by somebody    byActor        <account>#<shard>                 time
 *   administrative changes of a kind      byKind         <kind>#<shard>                    time
 *
 * A partition that would take writes in proportion to the whole traffic is split in shards by the ticket's id; a reader
 * asks all shards at once and merges. A position is a time and an id, so that one position serves all shards.
 */
export const table = {
  key: { partition: "PK", sort: "SK" },
  ttl: "expiresAt",
  indexes: {
    byRequester: { partition: "requesterKey", sort: "raisedKey", projects: "row" },
    byAssignee: { partition: "assigneeKey", sort: "raisedKey", projects: "row" },
    byDepartment: { partition: "departmentKey", sort: "raisedKey", projects: "row" },
    byShard: { partition: "shardKey", sort: "raisedKey", projects: "row" },
    byApprover: { partition: "approverKey", sort: "raisedKey", projects: "row" },
    byClock: { partition: "clockShardKey", sort: "clockKey", projects: "row" },
    byUnread: { partition: "unreadKey", sort: "unreadOrder", projects: "all" },
    byRole: { partition: "roleKey", sort: "personKey", projects: "all" },
    byName: { partition: "directoryKey", sort: "nameKey", projects: "all" },
    byEmail: { partition: "directoryKey", sort: "emailKey", projects: "all" },
    byActor: { partition: "actorKey", sort: "auditKey", projects: "all" },
    byKind: { partition: "kindKey", sort: "auditKey", projects: "all" },
  },
} as const;
export type IndexName = keyof typeof table.indexes;

/** What a list row shows, and so what the ticket indexes carry. */
export const rowFields = [
  "id",
  "title",
  "category",
  "priority",
  "status",
  "department",
  "requester",
  "assignee",
  "version",
  "createdAt",
  "updatedAt",
] as const satisfies readonly (keyof Ticket)[];
export type TicketRow = Pick<Ticket, (typeof rowFields)[number]>;

/** How many partitions a queue of the whole traffic is split into (SHARDS, 4 unless told); may grow, never shrink. */
export const shardCount = Number(process.env.SHARDS ?? 4);
export const shards = Array.from({ length: shardCount }, (_, shard) => String(shard));

/** The shard of something that is no ticket, by any text that names it. */
export const shardOfText = (text: string): string =>
  String([...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7) % shardCount);

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const shardOf = (ticketId: string): string =>
  String((crockford.indexOf(ticketId.at(-1) ?? "") * 32 + crockford.indexOf(ticketId.at(-2) ?? "")) % shardCount);

export const keys = {
  ticket: (id: string) => ({ PK: `TICKET#${id}`, SK: "TICKET" }),
  event: (ticketId: string, sequence: number) => ({
    PK: `TICKET#${ticketId}`,
    SK: `EVENT#${String(sequence).padStart(6, "0")}`,
  }),
  files: (ticketId: string) => ({ PK: `TICKET#${ticketId}`, SK: "FILES" }),
  waiting: (ticketId: string) => ({ PK: `TICKET#${ticketId}`, SK: "WAITING" }),
  notification: (accountId: string, id: string) => ({ PK: `INBOX#${accountId}`, SK: id }),
  sending: (what: string, accountId: string, channel: string) => ({ PK: `SENT#${what}#${accountId}`, SK: channel }),
  held: (accountId: string, channel: string, eventId: string) => ({ PK: `HELD#${accountId}#${channel}`, SK: eventId }),
  uploadCount: (accountId: string, hour: string) => ({ PK: `UPLOADS#${accountId}`, SK: hour }),
  smsCount: (day: string, of: string) => ({ PK: `SMS#${day}`, SK: of }),
  socket: (audience: string, connection: string) => ({ PK: `SOCKETS#${audience}`, SK: connection }),
  connection: (connection: string) => ({ PK: `CONNECTION#${connection}`, SK: "CONNECTION" }),
  socketTicket: (secret: string) => ({ PK: `SOCKETTICKET#${secret}`, SK: "SOCKETTICKET" }),
  account: (id: string) => ({ PK: `ACCOUNT#${id}`, SK: "ACCOUNT" }),
  admins: () => ({ PK: "ADMINS", SK: "ADMINS" }),
  audit: ({ about, at, id }: AuditEvent) => ({ PK: subject(about), SK: `${at}#${id}` }),
  category: (id: string) => ({ PK: "CATALOGUE#CATEGORY", SK: id }),
  department: (id: string) => ({ PK: "CATALOGUE#DEPARTMENT", SK: id }),
  request: (accountId: string, key: string) => ({ PK: `REQUEST#${accountId}#${key}`, SK: "REQUEST" }),
  secret: (name: string) => ({ PK: `SECRET#${name}`, SK: "SECRET" }),
};

/** Accounts by their id, which is like nothing else's. */
const subject = ({ type, id }: Pick<Subject, "type" | "id">): string =>
  type === "account" ? `AUDIT#${id}` : `AUDIT#${type}#${id}`;

export const partitions = {
  requester: (accountId: string) => [accountId],
  assignee: (accountId: string) => [accountId],
  department: (department: string) => shards.map((shard) => `${department}#${shard}`),
  all: () => shards,
  headOf: (department: string) => shards.map((shard) => `hod#${department}#${shard}`),
  itHeads: () => shards.map((shard) => `it_head#${shard}`),
  held: (shard: string) => `held#${shard}`,
  clock: (state: ClockState) => shards.map((shard) => `${state}#${shard}`),
  people: () => shards,
  auditOf: (accountId: string) => [subject({ type: "account", id: accountId })],
  auditBy: (accountId: string) => shards.map((shard) => `${accountId}#${shard}`),
  auditKind: (kind: AuditKind) => shards.map((shard) => `${kind}#${shard}`),
};

/** Why the clock looks at something. */
export type ClockState = "undecided" | "decided" | "resolved" | "held";

export const ticketItem = (ticket: Ticket) => {
  const shard = shardOf(ticket.id);
  const clock = clockState(ticket);
  return {
    item: "Ticket",
    ...keys.ticket(ticket.id),
    raisedKey: `${ticket.createdAt}#${ticket.id}`,
    requesterKey: ticket.requester.id,
    ...(ticket.assignee && { assigneeKey: ticket.assignee.id }),
    ...(ticket.department && { departmentKey: `${ticket.department}#${shard}` }),
    shardKey: shard,
    ...(clock === "undecided" && { approverKey: `${approverOf(ticket)}#${shard}` }),
    ...(clock && { clockShardKey: `${clock}#${shard}`, clockKey: `${ticket.updatedAt}#${ticket.id}` }),
    ...ticket,
  };
};

export const eventItem = (event: TicketEvent) => ({
  item: "Event",
  ...keys.event(event.ticketId, event.sequence),
  ...event,
});

/** The files of a ticket, one revision on. */
export const filesItem = (files: Files) => ({
  item: "Files",
  ...keys.files(files.ticketId),
  ...files,
  revision: files.revision + 1,
});

/** The condition under which they are still as they were read. */
export const unchangedFiles = ({ revision }: Files) =>
  revision === 0
    ? { ConditionExpression: "attribute_not_exists(PK)" }
    : { ConditionExpression: "revision = :revision", ExpressionAttributeValues: { ":revision": revision } };

export const accountItem = (account: Account) => ({
  item: "Account",
  ...keys.account(account.id),
  roleKey: account.role,
  personKey: `${account.department ?? ""}#${folded(account.name)}#${account.id}`,
  directoryKey: shardOfText(account.id),
  nameKey: `${folded(account.name)}#${account.id}`,
  emailKey: `${folded(account.email)}#${account.id}`,
  ...account,
});

/** As people search and sort: capitals and accents make no difference. */
export const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export const auditItem = (event: AuditEvent) => {
  const shard = shardOfText(event.id);
  return {
    item: "Audit",
    ...keys.audit(event),
    auditKey: keys.audit(event).SK,
    actorKey: `${event.by.id}#${shard}`,
    kindKey: `${event.kind}#${shard}`,
    ...event,
  };
};

type StoredItem = Record<string, unknown>;
const indexKeys = Object.values(table.indexes).flatMap(({ partition, sort }) => [partition, sort]);
const keyNames: ReadonlySet<string> = new Set([...indexKeys, "PK", "SK", "item", table.ttl]);

/** An item without its keys: what it was made from. */
export const withoutKeys = <T>(item: StoredItem): T =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !keyNames.has(name))) as T;

function clockState(ticket: Ticket): ClockState | null {
  if (ticket.status === "resolved") return "resolved";
  const stage = pendingStage(ticket);
  if (!stage) return null;
  return ticket.approvals.some((approval) => approval.stage === stage && approval.state === "pending")
    ? "undecided"
    : "decided";
}

/** Whose inbox a waiting ticket is in. */
function approverOf(ticket: Ticket): string {
  const stage = pendingStage(ticket);
  const approval = ticket.approvals.find((candidate) => candidate.stage === stage);
  return stage === "it_head" || approval?.askedOf === "it_head" ? "it_head" : `hod#${ticket.department ?? ""}`;
}
