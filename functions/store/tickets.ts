import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { GetCommand, QueryCommand, TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { type Change, descriptionIn, type TicketEvent } from "../domain/event.ts";
import { record } from "../domain/history.ts";
import { type Described, type Files, isSettled, type Ticket } from "../domain/ticket.ts";
import { dynamo, tableName } from "./client.ts";
import { eventItem, filesItem, filesOf, keys, stagesItem, ticketItem, ticketOf, unchangedFiles } from "./table.ts";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];
export type Recorded = { ticket: Ticket; event: TicketEvent };

/** Somebody else's write came first. Read again, and decide again. */
export class VersionRace extends Error {
  override name = "VersionRace";
}

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
 * has approved it is written down once more when the last of them has, and no more with each event that follows.
 * The SDK repeats a lost answer under the same token, so that nothing is written twice.
 * @throws VersionRace where the ticket has moved on or another write was under way
 */
export async function commit(change: Change, also: (written: Recorded) => Write[] = () => []): Promise<Recorded> {
  const written = record(change);
  const items: Write[] = [
    { Put: { TableName: tableName, Item: ticketItem(written.ticket), ...unchangedSince(change.ticket) } },
    {
      Put: { TableName: tableName, Item: eventItem(written.event), ConditionExpression: "attribute_not_exists(PK)" },
    },
    ...(written.event.type === "TicketApproved"
      ? [{ Put: { TableName: tableName, Item: stagesItem(written.ticket) } }]
      : []),
    ...(change.files
      ? [{ Put: { TableName: tableName, Item: filesItem(change.files), ...unchangedFiles(change.files) } }]
      : []),
    ...also(written),
  ];
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems: items }));
    return written;
  } catch (error) {
    throw isRace(error, items) ? new VersionRace(`ticket ${change.ticket.id} has changed`) : error;
  }
}

const unchangedSince = ({ revision }: Ticket) =>
  revision === 0
    ? { ConditionExpression: "attribute_not_exists(PK)" }
    : { ConditionExpression: "revision = :revision", ExpressionAttributeValues: { ":revision": revision } };

/**
 * One of the ticket's own items failed its check, or another transaction held it. A claimed Idempotency-Key that failed
 * its check was taken by another attempt: to try again would be wrong.
 */
function isRace(error: unknown, items: readonly Write[]): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const reasons = error.CancellationReasons?.map(({ Code }) => Code) ?? [];
  const isOurs = (index: number) => String(items[index]?.Put?.Item?.PK).startsWith("TICKET#");
  return reasons.some(
    (code, index) => code === "TransactionConflict" || (code === "ConditionalCheckFailed" && isOurs(index)),
  );
}
