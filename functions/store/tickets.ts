import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type Change, descriptionIn, type TicketEvent } from "../domain/event.ts";
import { record } from "../domain/history.ts";
import { type Described, type Files, isSettled, pendingStage, type Ticket } from "../domain/ticket.ts";
import { filesWrite } from "./attachments.ts";
import { dynamo, ifAbsent, ifRevision, tableName } from "./client.ts";
import { newEventId } from "./ids.ts";
import { keys } from "./table.ts";
import { eventItem, filesOf, stagesItem, ticketItem, ticketOf } from "./tableItems.ts";
import { type Write, writeTogether } from "./transaction.ts";

export type Recorded = { ticket: Ticket; event: TicketEvent };

export async function findTicket(id: string): Promise<Ticket | null> {
  const item = await findItem(keys.ticket(id));
  return item ? ticketOf(item) : null;
}

type StoredItem = Record<string, unknown>;

async function findItem(key: { PK: string; SK: string }): Promise<StoredItem | undefined> {
  const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
  return Item;
}

/**
 * A ticket with its files and what it describes, as they are at this moment. They stand side by side and are read at once;
 * only where the description was edited, the event that says it is somewhere else.
 */
export async function findWhole(id: string, tries = 2): Promise<Found> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "PK = :ticket AND SK BETWEEN :files AND :first",
      ExpressionAttributeValues: {
        ":ticket": keys.ticket(id).PK,
        ":files": keys.files(id).SK,
        ":first": keys.event(id, 1).SK,
      },
      ConsistentRead: true,
    }),
  );
  const found = (kind: string) => Items.find(({ item }) => item === kind);
  const [head, first] = [found("Ticket"), found("Event")];
  const ticket = head ? ticketOf(head, found("Stages")) : null;
  if (ticket && isTorn(ticket) && tries > 1) return findWhole(id, tries - 1);
  const description = ticket ? await descriptionOf(ticket, first) : "";
  return { ticket, description, files: filesOf(id, found("Files")) };
}

type Found = { ticket: Ticket | null; description: string; files: Files };

/** The last approval came after one item was read and before the other. */
const isTorn = (ticket: Ticket): boolean =>
  isSettled(ticket) && ticket.approvals.some(({ decidedAt }) => decidedAt === null);

/** A ticket and what it describes. */
export async function findDescribed(id: string): Promise<Described | null> {
  const { ticket, description } = await findWhole(id);
  return ticket && { ticket, description };
}

/** An event never changes: so this is what the ticket said when it was read, whoever edits it meanwhile. */
async function descriptionOf({ id, describedIn }: Ticket, first: StoredItem | undefined): Promise<string> {
  const event = describedIn === 1 ? first : await findItem(keys.event(id, describedIn));
  const description = event && descriptionIn(event as TicketEvent);
  if (description === undefined) throw new Error(`ticket ${id} has lost its event ${describedIn}`);
  return description;
}

/**
 * Writes a change in one transaction: the ticket, if it is still as the change found it, its one event, and `also`. Who
 * has approved it is written to an item of its own when the last of them has; the ticket carries it no further.
 * @throws VersionRace where the ticket has moved on or another write was under way
 */
export async function commit(change: Change, also: (written: Recorded) => Write[] = () => []): Promise<Recorded> {
  const written = record(change, newEventId());
  const { ticket, event } = written;
  const changes: Write[] = [
    { Put: { TableName: tableName, Item: ticketItem(ticket), ...ifRevision(change.ticket.revision) } },
    { Put: { TableName: tableName, Item: eventItem(event), ...ifAbsent } },
    ...(settles(written) ? [{ Put: { TableName: tableName, Item: stagesItem(ticket) } }] : []),
    ...(change.files ? [filesWrite(change.files)] : []),
  ];
  await writeTogether(changes, also(written));
  return written;
}

/** After these events the ticket itself says only that all have approved: it is settled, or cancelled just before that. */
const settles = ({ ticket, event }: Recorded): boolean =>
  event.type === "TicketApproved" ||
  (event.type === "StatusChanged" && pendingStage({ status: event.from }) !== null && isSettled(ticket));
