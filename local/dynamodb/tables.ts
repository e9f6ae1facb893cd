import {
  type AttributeDefinition,
  type AttributeValue,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  paginateScan,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";

/** What is read of the properties of an AWS::DynamoDB::Table or AWS::DynamoDB::GlobalTable, references resolved. */
export type TableProperties = {
  KeySchema: KeySchemaElement[];
  AttributeDefinitions: AttributeDefinition[];
  GlobalSecondaryIndexes?: Pick<GlobalSecondaryIndex, "IndexName" | "KeySchema" | "Projection">[];
  StreamSpecification?: { StreamViewType: "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES" | "KEYS_ONLY" };
  TimeToLiveSpecification?: { AttributeName?: string; Enabled: boolean };
};
export type Table = { tableName: string; tableArn: string; streamArn: string | undefined };

/** Makes the table as the template says; one that is there already keeps its items and is given new indexes. */
export async function createTable(client: DynamoDBClient, name: string, properties: TableProperties): Promise<Table> {
  const existing = await describe(client, name);
  if (existing) await adopt(client, existing, properties);
  else await client.send(new CreateTableCommand({ TableName: name, ...layout(properties) }));
  await expireBy(client, name, properties.TimeToLiveSpecification);
  const made = await describe(client, name);
  if (!made?.TableArn) throw new Error(`The table ${name} was not made`);
  return { tableName: name, tableArn: made.TableArn, streamArn: made.LatestStreamArn };
}

/** Deletes the items whose time has passed, which the engine leaves lying; answers how many. */
export async function sweepExpired(client: DynamoDBClient, tableName: string, ttlAttribute: string): Promise<number> {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  const keys = (table?.KeySchema ?? []).map(({ AttributeName }) => String(AttributeName));
  // Like the service, leave alone what claims to have expired more than five years ago: it is no epoch time in seconds.
  const now = Math.floor(Date.now() / 1000);
  const condition = {
    ExpressionAttributeNames: { "#ttl": ttlAttribute },
    ExpressionAttributeValues: { ":now": { N: String(now) }, ":ancient": { N: String(now - 5 * 365 * 86_400) } },
  };
  const expired = "#ttl < :now AND #ttl > :ancient";
  const names = Object.fromEntries(keys.map((key, index) => [`#k${index}`, key]));
  const pages = paginateScan(
    { client },
    {
      TableName: tableName,
      FilterExpression: expired,
      ProjectionExpression: Object.keys(names).join(", "),
      ...condition,
      ExpressionAttributeNames: { ...condition.ExpressionAttributeNames, ...names },
    },
  );
  let deleted = 0;
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const Key = Object.fromEntries(keys.map((key) => [key, item[key] as AttributeValue]));
      // The condition again: an item renewed since it was read stays.
      const input = { TableName: tableName, Key, ConditionExpression: expired, ...condition };
      if (await deletes(client, new DeleteItemCommand(input))) deleted++;
    }
  }
  return deleted;
}

async function deletes(client: DynamoDBClient, command: DeleteItemCommand): Promise<boolean> {
  try {
    await client.send(command);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

const layout = (properties: TableProperties) => ({
  BillingMode: "PAY_PER_REQUEST" as const,
  KeySchema: properties.KeySchema,
  AttributeDefinitions: properties.AttributeDefinitions,
  ...(properties.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes.map(index) }),
  ...(properties.StreamSpecification && {
    StreamSpecification: { StreamEnabled: true, StreamViewType: properties.StreamSpecification.StreamViewType },
  }),
});

/** Throughput settings of the template mean nothing here. */
const index = ({
  IndexName,
  KeySchema,
  Projection,
}: Pick<GlobalSecondaryIndex, "IndexName" | "KeySchema" | "Projection">) => ({
  IndexName,
  KeySchema,
  Projection,
});

async function adopt(client: DynamoDBClient, existing: TableDescription, wanted: TableProperties): Promise<void> {
  const name = String(existing.TableName);
  const present = new Map((existing.GlobalSecondaryIndexes ?? []).map((one) => [one.IndexName, one]));
  const changed = (wanted.GlobalSecondaryIndexes ?? []).filter(
    (one) => present.has(one.IndexName) && shape(one) !== shape(present.get(one.IndexName) ?? {}),
  );
  const streams = existing.StreamSpecification?.StreamViewType === wanted.StreamSpecification?.StreamViewType;
  if (shape(existing) !== shape(wanted) || changed.length > 0 || !streams) {
    throw new Error(
      `The keys, an index or the stream of ${name} have changed: run "npm start -- --fresh" to begin anew`,
    );
  }
  for (const one of (wanted.GlobalSecondaryIndexes ?? []).filter(({ IndexName }) => !present.has(IndexName))) {
    const GlobalSecondaryIndexUpdates = [{ Create: index(one) }];
    const { AttributeDefinitions } = wanted;
    await client.send(new UpdateTableCommand({ TableName: name, AttributeDefinitions, GlobalSecondaryIndexUpdates }));
  }
}

/** What can't be altered in place, in one comparable text. */
const shape = ({
  KeySchema = [],
  Projection,
}: Partial<Pick<GlobalSecondaryIndex, "KeySchema" | "Projection">>): string =>
  JSON.stringify([
    KeySchema.map(({ AttributeName, KeyType }) => [AttributeName, KeyType]),
    Projection?.ProjectionType,
    [...(Projection?.NonKeyAttributes ?? [])].sort(),
  ]);

async function expireBy(client: DynamoDBClient, TableName: string, ttl: TableProperties["TimeToLiveSpecification"]) {
  if (!ttl?.Enabled) return;
  const { TimeToLiveDescription: now } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (now?.AttributeName === ttl.AttributeName && now?.TimeToLiveStatus === "ENABLED") return;
  const TimeToLiveSpecification = { AttributeName: ttl.AttributeName, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}
