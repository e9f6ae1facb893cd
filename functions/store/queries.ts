import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { dynamo, tableName } from "./client.ts";

type Item = Record<string, unknown>;
type Query = Omit<QueryCommandInput, "TableName" | "ExclusiveStartKey">;

/** What a query finds, page by page. What is changed on the way may come up again further on, or not at all. */
export async function* pagesOf(query: Query): AsyncGenerator<Item[]> {
  let from: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new QueryCommand({ TableName: tableName, ...query, ExclusiveStartKey: from }),
    );
    yield Items;
    from = LastEvaluatedKey;
  } while (from);
}

/** All that a query finds: an answer of DynamoDB ends at a megabyte. */
export async function readAll(query: Query): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pagesOf(query)) items.push(...page);
  return items;
}
