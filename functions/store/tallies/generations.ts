import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, putIf, tableName } from "../client.ts";
import { keys, withoutKeys } from "../table.ts";

/**
 * Which sums are shown, and which others are kept beside them: those of a recount under way, or (for a while, since not
 * every reader has noticed yet) those that were shown before. A sum is kept for both in the same item.
 */
export type Generations = { shown: number; beside: number | null };

const first: Generations = { shown: 1, beside: null };

export async function findGenerations(): Promise<Generations> {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: tableName, Key: keys.generations(), ConsistentRead: true }),
  );
  return Item ? withoutKeys<Generations>(Item) : first;
}

/** Goes on from one state to the next; false where another recount has changed it meanwhile. */
export function changeGenerations({ shown, beside }: Generations, next: Generations): Promise<boolean> {
  const isSame = "(shown = :shown AND beside = :beside)";
  const isFirst = shown === first.shown && beside === first.beside;
  return putIf(
    { item: "Generations", ...keys.generations(), ...next },
    {
      ConditionExpression: isFirst ? `attribute_not_exists(PK) OR ${isSame}` : isSame,
      ExpressionAttributeValues: { ":shown": shown, ":beside": beside },
    },
  );
}

/** A reader may show what it has read for this long (milliseconds); a recount keeps the old sums right for longer. */
const staleAfter = 60_000;
let known: { at: number; shown: Promise<number> } | null = null;

/** The generation to show, looked up once a minute. */
export function shownGeneration(): Promise<number> {
  if (!known || Date.now() - known.at > staleAfter) {
    const shown = findGenerations().then((generations) => generations.shown);
    known = { at: Date.now(), shown };
    shown.catch(() => {
      known = null;
    });
  }
  return known.shown;
}
