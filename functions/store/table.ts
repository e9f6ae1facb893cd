import type { Account } from "../domain/account.ts";
import { awaitedFrom } from "../domain/approver.ts";
import type { AuditEvent, Subject } from "../domain/audit.ts";
import { placeOf } from "../domain/spread.ts";
import { type Audience, totalsOf, urgencyOf } from "../domain/tally.ts";
import { pendingStage, type Ticket } from "../domain/ticket.ts";
import { ticketIdLetters } from "../domain/ticketId.ts";
import { lastWordFirst, sortable } from "../domain/words.ts";

/**
 * The whole table on one page: its items, how they are read, and below the keys, which are built here and nowhere else.
 * tableItems.ts makes the items themselves.
 *
 *   item         PK                       SK                   written
 *   Ticket       TICKET#<id>              TICKET               with each event, under its revision
 *   Event        TICKET#<id>              TICKET#<sequence>    once, never changed; the first one says what it describes
 *   Files        TICKET#<id>              FILES                its attachments, under a revision of their own
 *   Stages       TICKET#<id>              STAGES               who has approved, once all have: the ticket says no more then
 *   Waiting      TICKET#<id>              WAITING              by the approval machine: its token
 *   Counted      TICKET#<id>              COUNTED              by the counters: the ticket as they know it
 *   Tally        TALLY#<audience>#<shard> times.<month>.       with Counted, in one transaction; the totals come last, so
 *                                         <category>, totals   that they are read at once with the times of late
 *                TALLY#<requester>#       totals
 *                TALLY#all#<shard>        totals.<technician>  behind those of all, since they are shown together
 *   Generations  GENERATIONS              GENERATIONS          by a recount: which sums are shown
 *   Notification INBOX#<account>          <notification>       once for each event and person; expires
 *   Sending      SENT#<event>#<account>   <channel>            before and after a message goes out; expires
 *   Held         HELD#<account>#<channel> <event>              in quiet hours, until the digest
 *   Counter      SMS#<account>, SMS#ALL   <day>                messages sent that day; expires
 *                UPLOADS#<account>        <hour>               files announced in that hour; expires
 *                EXPORTS#<account>        <hour>               exports begun in that hour; expires
 *                RAISED#<account>         <minute>             tickets raised, or tried to, in that minute; expires
 *                MISSES#<account>         <minute>             asked for in that minute and not found; expires
 *   Export       EXPORT#<account>         <id>                 when begun and when done; expires
 *   Socket       SOCKETS#<audience>       <connection>         while a client is connected; expires
 *   Connection   CONNECTION#<connection>  CONNECTION           likewise: whose it is
 *   SocketTicket SOCKETTICKET#<random>    SOCKETTICKET         until it is used; expires
 *   Account      ACCOUNT#<id>             ACCOUNT
 *   Admins       ADMINS                   ADMINS               with a change of who is an enabled admin
 *   FirstAdmin   FIRSTADMIN#<hash>        FIRSTADMIN           once the deployment has invited the admin at this address
 *   Audit        AUDIT#<subject>          <time>#<id>          once, with the change that it tells of
 *   Category     CATALOGUE#CATEGORY       <id>
 *   Department   CATALOGUE#DEPARTMENT     <id>
 *   Request      REQUEST#<account>#<key>  REQUEST              the answer to an Idempotency-Key; expires
 *   Secret       SECRET#<name>            SECRET               once, at deployment
 *   Shards       SHARDS                   SHARDS               at deployment: into how many shards it splits
 *   Word         WORDS#<letter>#<shard>   <word>#<age>#<id>    one for each word of a ticket, after it is raised or edited
 *
 *   access pattern                        index          partition                         order
 *   a ticket with all that is shown of it (table)        TICKET#<id>                       FILES, STAGES, TICKET,
 *                                                                                          TICKET#000001
 *   its history                           (table)        TICKET#<id>                       TICKET#<sequence>
 *   tickets somebody raised               byRequester    <account>                         time raised
 *   tickets somebody works on             byAssignee     <account>                         time raised
 *   tickets of a department               byDepartment   <department>#<shard>              time raised
 *   all tickets                           byShard        <shard>                           time raised
 *   tickets with a word, by its beginning (table)        WORDS#<letter>#<shard>            word, newest first
 *   tickets that wait for an approver     byApprover     hod#<department>#<shard>,         time raised
 *                                                        it_head#<shard>
 *   tickets that something must happen    byClock        undecided#<shard>,                time since when
 *   to by itself, or that any admin may                  decided#<shard>, resolved#<shard>
 *   decide on; held messages                             held#<shard>
 *   all tickets, last changed first       byChange       <shard>                           time of the last change
 *   all tickets, most urgent first        byUrgency      <shard>                           urgency, time raised
 *   sums of an audience                   (table)        TALLY#<audience>#<shard>          sheet
 *   unread notifications                  byUnread       <account>                         time
 *   people of a role (and department)     byRole         <role>                            department, name
 *   people, also by the beginning of      byName         <shard>                           name
 *   their name, of its last word, or of   byLastName     <shard>                           name, last word first
 *   their e-mail                          byEmail        <shard>                           e-mail
 *   administrative changes of somebody    (table)        AUDIT#<account>                   time
 *   administrative changes by somebody    byActor        <account>#<shard>                 time
 *   all administrative changes            byAuditTime    <shard>                           time
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
    byChange: { partition: "countedShard", sort: "changeKey", projects: "row" },
    byUrgency: { partition: "countedShard", sort: "urgencyKey", projects: "row" },
    byUnread: { partition: "unreadKey", sort: "unreadOrder", projects: "all" },
    byRole: { partition: "roleKey", sort: "personKey", projects: "all" },
    byName: { partition: "directoryKey", sort: "nameKey", projects: "all" },
    byLastName: { partition: "directoryKey", sort: "lastNameKey", projects: "all" },
    byEmail: { partition: "directoryKey", sort: "emailKey", projects: "all" },
    byActor: { partition: "actorKey", sort: "auditKey", projects: "all" },
    byAuditTime: { partition: "auditShard", sort: "auditKey", projects: "all" },
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
  "createdAt",
  "updatedAt",
] as const satisfies readonly (keyof Ticket)[];
export type TicketRow = Pick<Ticket, (typeof rowFields)[number]>;

/** Into how many partitions each busy key is split (SHARDS, 4 unless told). May grow, never shrink. */
export const shardCount = Number(process.env.SHARDS ?? 4);
export const shards = Array.from({ length: shardCount }, (_, shard) => String(shard));

/** The shard of something that is no ticket, by any text that names it. */
const shardOfText = (text: string): string => String(placeOf(text, shardCount));

/** The shard of a ticket, by the last two letters of its id. */
export const shardOf = (ticketId: string): string =>
  String((numberOf(ticketId.at(-1)) * ticketIdLetters.length + numberOf(ticketId.at(-2))) % shardCount);
const numberOf = (letter = ""): number => ticketIdLetters.indexOf(letter);

/** The key of each item. */
export const keys = {
  ticket: (id: string) => ({ PK: `TICKET#${id}`, SK: "TICKET" }),
  event: (ticketId: string, sequence: number) => ({
    PK: `TICKET#${ticketId}`,
    SK: `TICKET#${String(sequence).padStart(6, "0")}`,
  }),
  files: (ticketId: string) => ({ PK: `TICKET#${ticketId}`, SK: "FILES" }),
  stages: (ticketId: string) => ({ PK: `TICKET#${ticketId}`, SK: "STAGES" }),
  waiting: (ticketId: string) => ({ PK: `TICKET#${ticketId}`, SK: "WAITING" }),
  counted: (ticketId: string) => ({ PK: `TICKET#${ticketId}`, SK: "COUNTED" }),
  tally: (audience: Audience, ticketId: string, sheet: string) => tallyKey(audience, ticketId, sheet),
  generations: () => ({ PK: "GENERATIONS", SK: "GENERATIONS" }),
  notification: (accountId: string, id: string) => ({ PK: `INBOX#${accountId}`, SK: id }),
  sending: (what: string, accountId: string, channel: string) => ({ PK: `SENT#${what}#${accountId}`, SK: channel }),
  held: (accountId: string, channel: string, eventId: string) => ({ PK: `HELD#${accountId}#${channel}`, SK: eventId }),
  uploadCount: (accountId: string, hour: string) => ({ PK: `UPLOADS#${accountId}`, SK: hour }),
  exportCount: (accountId: string, hour: string) => ({ PK: `EXPORTS#${accountId}`, SK: hour }),
  raiseCount: (accountId: string, minute: string) => ({ PK: `RAISED#${accountId}`, SK: minute }),
  missCount: (accountId: string, minute: string) => ({ PK: `MISSES#${accountId}`, SK: minute }),
  export: (accountId: string, id: string) => ({ PK: `EXPORT#${accountId}`, SK: id }),
  smsCount: (day: string, of: string) => ({ PK: `SMS#${of}`, SK: day }),
  socket: (audience: string, connection: string) => ({ PK: `SOCKETS#${audience}`, SK: connection }),
  connection: (connection: string) => ({ PK: `CONNECTION#${connection}`, SK: "CONNECTION" }),
  socketTicket: (secret: string) => ({ PK: `SOCKETTICKET#${secret}`, SK: "SOCKETTICKET" }),
  account: (id: string) => ({ PK: `ACCOUNT#${id}`, SK: "ACCOUNT" }),
  admins: () => ({ PK: "ADMINS", SK: "ADMINS" }),
  firstAdmin: (hash: string) => ({ PK: `FIRSTADMIN#${hash}`, SK: "FIRSTADMIN" }),
  audit: ({ about, at, id }: AuditEvent) => ({ PK: subject(about), SK: `${at}#${id}` }),
  category: (id: string) => ({ PK: "CATALOGUE#CATEGORY", SK: id }),
  department: (id: string) => ({ PK: "CATALOGUE#DEPARTMENT", SK: id }),
  request: (accountId: string, key: string) => ({ PK: `REQUEST#${accountId}#${key}`, SK: "REQUEST" }),
  secret: (name: string) => ({ PK: `SECRET#${name}`, SK: "SECRET" }),
  shards: () => ({ PK: "SHARDS", SK: "SHARDS" }),
  word: (word: string, { id, createdAt }: Pick<Ticket, "id" | "createdAt">) => ({
    PK: wordsLike(word, shardOf(id)),
    SK: `${word}#${youngestFirst(createdAt)}#${id}`,
  }),
};

/*
 * The keys under which items stand in indexes. Where one is left out, the item is not in that index.
 */

export function ticketIndexKeys(ticket: Ticket) {
  const shard = shardOf(ticket.id);
  const clock = clockOf(ticket);
  return {
    raisedKey: `${ticket.createdAt}#${ticket.id}`,
    requesterKey: ticket.requester.id,
    ...(ticket.assignee && { assigneeKey: ticket.assignee.id }),
    ...(ticket.department && { departmentKey: `${ticket.department}#${shard}` }),
    shardKey: shard,
    ...(clock?.state === "undecided" && { approverKey: `${approverOf(ticket)}#${shard}` }),
    ...(clock && { clockShardKey: `${clock.state}#${shard}`, clockKey: `${clock.since}#${ticket.id}` }),
  };
}

export const countedIndexKeys = (ticket: Ticket) => ({
  countedShard: shardOf(ticket.id),
  changeKey: changeKeyOf(ticket),
  urgencyKey: urgencyKeyOf(ticket),
});

export const notificationIndexKeys = (accountId: string, id: string) => ({ unreadKey: accountId, unreadOrder: id });

export const heldIndexKeys = (accountId: string, channel: string, eventId: string, until: string) => ({
  clockShardKey: `held#${shardOfText(accountId)}`,
  clockKey: `${until}#${accountId}#${channel}#${eventId}`,
});

export function accountIndexKeys({ id, name, email, role, department }: Account) {
  const lastFirst = lastWordFirst(name);
  return {
    roleKey: role,
    personKey: `${department ?? ""}#${sortable(name)}#${id}`,
    directoryKey: shardOfText(id),
    nameKey: `${sortable(name)}#${id}`,
    ...(lastFirst && { lastNameKey: `${sortable(lastFirst)}#${id}` }),
    emailKey: `${sortable(email)}#${id}`,
  };
}

export function auditIndexKeys(event: AuditEvent) {
  const shard = shardOfText(event.id);
  return { auditKey: keys.audit(event).SK, actorKey: `${event.by.id}#${shard}`, auditShard: shard };
}

/** Where to look for all that belongs together: one partition of the table or an index, or one in each shard. */
export const partitions = {
  requester: (accountId: string) => [accountId],
  assignee: (accountId: string) => [accountId],
  department: (department: string) => shards.map((shard) => `${department}#${shard}`),
  all: () => shards,
  headOf: (department: string) => shards.map((shard) => `hod#${department}#${shard}`),
  itHeads: () => shards.map((shard) => `it_head#${shard}`),
  clock: (state: ClockState) => shards.map((shard) => `${state}#${shard}`),
  people: () => shards,
  words: (beginning: string) => shards.map((shard) => wordsLike(beginning, shard)),
  tallies: (audience: Audience) => (isShared(audience) ? shards : [""]).map((shard) => `TALLY#${audience}#${shard}`),
  auditOf: (accountId: string) => [subject({ type: "account", id: accountId })],
  auditBy: (accountId: string) => shards.map((shard) => `${accountId}#${shard}`),
  audit: () => shards,
};

/** Why the clock looks at something. */
export type ClockState = "undecided" | "decided" | "resolved" | "held";

export type StoredItem = Record<string, unknown>;
const inIndexes = Object.values(table.indexes).flatMap(({ partition, sort }) => [partition, sort]);
const keyNames: ReadonlySet<string> = new Set([...inIndexes, "PK", "SK", "item", table.ttl]);

/** An item without its keys: what it was made from. */
export const withoutKeys = <T>(item: StoredItem): T =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !keyNames.has(name))) as T;

/** The word that its key begins with: letters and digits only. */
export const wordOf = (sortKey: string): string => sortKey.slice(0, sortKey.indexOf("#"));

type Placed = Pick<Ticket, "id" | "status" | "priority" | "createdAt" | "updatedAt">;
/** The place of a ticket among the last changed. */
export const changeKeyOf = ({ id, updatedAt }: Placed): string => `${updatedAt}#${id}`;
/** The place of a ticket among the most urgent; of two as urgent, the one comes first that was raised first. */
export const urgencyKeyOf = (ticket: Placed): string => `${urgencyOf(ticket)}#${ticket.createdAt}#${ticket.id}`;

/** Why the clock looks at a ticket, and since when. */
function clockOf(ticket: Ticket): { state: ClockState; since: string } | null {
  if (ticket.status === "resolved") return { state: "resolved", since: ticket.resolvedAt ?? ticket.updatedAt };
  if (awaitedFrom(ticket)) return { state: "undecided", since: ticket.updatedAt };
  const stage = pendingStage(ticket);
  if (!stage) return null;
  const decided = ticket.approvals.find((approval) => approval.stage === stage);
  return { state: "decided", since: decided?.decidedAt ?? ticket.updatedAt };
}

/** Whose inbox a waiting ticket is in. */
const approverOf = (ticket: Ticket): string =>
  awaitedFrom(ticket) === "it_head" ? "it_head" : `hod#${ticket.department ?? ""}`;

/** Accounts by their id, which is like nothing else's. */
const subject = ({ type, id }: Pick<Subject, "type" | "id">): string =>
  type === "account" ? `AUDIT#${id}` : `AUDIT#${type}#${id}`;

/** By the first letter, so that a beginning of any length is in one place. */
const wordsLike = (word: string, shard: string): string => `WORDS#${[...word][0] ?? ""}#${shard}`;

/** Thirteen digits, until the year 2255. */
const youngestFirst = (time: string): string => String(9_999_999_999_999 - Date.parse(time));

/** A requester's sums need no shards; those of the technicians stand beside everybody's, since they are shown together. */
function tallyKey(audience: Audience, ticketId: string, sheet: string): { PK: string; SK: string } {
  const [, technician] = audience.split("technician#");
  if (technician) return { PK: `TALLY#all#${shardOfText(technician)}`, SK: totalsOf(technician) };
  return { PK: `TALLY#${audience}#${isShared(audience) ? shardOf(ticketId) : ""}`, SK: sheet };
}

const isShared = (audience: Audience): boolean => audience === "all" || audience.startsWith("department#");
