import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { forLambda } from "../../lib/bundling/bundle.ts";
import { bundledModule } from "./bundledModule.ts";

/** The clients in bundles and the SDK's own, side by side: they send the same, and read the same from an answer. */
type Sdk = Record<string, new (input: object) => { send(command: object): Promise<unknown> }>;
type Sent = { headers: IncomingHttpHeaders; body: string };

const sent: Sent[] = [];
const answers: { status: number; body: string }[] = [];
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  sent.push({ headers: request.headers, body });
  const { status, body: answer } = answers.shift() ?? { status: 200, body: "{}" };
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "R1" }).end(answer);
});
let [bundled, own]: Sdk[] = [];

const modules = ["dynamodb", "sqs", "sfn", "cognito-identity-provider"].map((one) => `@aws-sdk/client-${one}`);
const contents = modules.map((one) => `export * from "${one}";`).join("\n");

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  [bundled, own] = await Promise.all([
    bundledModule<Sdk>(contents, forLambda.plugins),
    bundledModule<Sdk>(contents, []),
  ]);
}, 60_000);
beforeEach(() => {
  sent.length = 0;
});
afterAll(() => server.close());

/** What one of them sends and how it ends, where it is answered with this. */
async function exchange(from: Sdk | undefined, [client, command, input]: Call, ...given: typeof answers) {
  sent.length = 0;
  answers.push(...given);
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" };
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { region: "eu-central-1", endpoint, credentials, maxAttempts: 3 };
  const [Client, Command] = [from?.[client], from?.[command]];
  if (!Client || !Command) throw new Error(`there is no ${client} or ${command}`);
  const end = await new Client(settings).send(new Command(input)).then(
    (output) => ({ output }),
    (error) => ({ name: error.name, ...error, message: error.message }),
  );
  return { end, sent: [...sent] };
}

type Call = [client: string, command: string, input: object];
const [TableName, Item] = [
  "desk",
  { PK: { S: 'ÜRÜN "1"\n' }, n: { N: "1.50" }, m: { M: { l: { L: [{ NULL: true }, { BOOL: false }] } } } },
];
const calls: Call[] = [
  ["DynamoDBClient", "GetItemCommand", { TableName, Key: { PK: { S: "1" } }, ConsistentRead: true }],
  ["DynamoDBClient", "PutItemCommand", { TableName, Item, ConditionExpression: undefined }],
  [
    "DynamoDBClient",
    "QueryCommand",
    { TableName, KeyConditionExpression: "PK = :p", ExpressionAttributeValues: { ":p": { S: "1" } }, Limit: 5 },
  ],
  ["DynamoDBClient", "BatchGetItemCommand", { RequestItems: { desk: { Keys: [{ PK: { S: "1" } }] } } }],
  [
    "DynamoDBClient",
    "TransactWriteItemsCommand",
    { TransactItems: [{ Put: { TableName, Item } }], ClientRequestToken: "given" },
  ],
  ["SQSClient", "SendMessageCommand", { QueueUrl: "http://127.0.0.1/1/q", MessageBody: '{"a":"é"}' }],
  [
    "SFNClient",
    "StartExecutionCommand",
    { stateMachineArn: "arn:aws:states:eu-central-1:1:stateMachine:m", name: "n", input: "{}" },
  ],
  [
    "CognitoIdentityProviderClient",
    "AdminCreateUserCommand",
    { UserPoolId: "p", Username: "u", UserAttributes: [{ Name: "email", Value: "a@b.example" }] },
  ],
];

test.each(calls)("%s sends %s as the SDK does", async (...call) => {
  const [mine, theirs] = [await exchange(bundled, call), await exchange(own, call)];
  const shown = ({ headers, body }: Sent) => [
    headers["x-amz-target"],
    headers["content-type"],
    headers.host,
    JSON.parse(body),
  ];
  expect(mine.sent.map(shown)).toEqual(theirs.sent.map(shown));
  expect(mine.sent).toHaveLength(1);
});

test("an answer is read as the SDK reads it", async () => {
  const body = JSON.stringify({
    Items: [Item],
    Count: 1,
    ScannedCount: 3,
    LastEvaluatedKey: { PK: { S: "1" } },
    ConsumedCapacity: { TableName, CapacityUnits: 0.5 },
  });
  const call = calls[2] as Call;
  const [mine, theirs] = [
    await exchange(bundled, call, { status: 200, body }),
    await exchange(own, call, { status: 200, body }),
  ];
  expect(mine.end).toEqual(theirs.end);
  expect(mine.end.output).toMatchObject({ Items: [Item] });
});

test.each([
  ["ConditionalCheckFailedException", { Item }],
  [
    "TransactionCanceledException",
    { CancellationReasons: [{ Code: "ConditionalCheckFailed", Item }, { Code: "None" }] },
  ],
])("%s says the same as the SDK's", async (name, more) => {
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: "no", ...more });
  const call = calls[1] as Call;
  const [mine, theirs] = [
    await exchange(bundled, call, { status: 400, body }),
    await exchange(own, call, { status: 400, body }),
  ];
  expect(mine.end).toEqual(theirs.end);
  expect(mine.end).toMatchObject({ name, message: "no", ...more });
});

test("a transaction is repeated under the token that it was sent with first, and another has another", async () => {
  const call: Call = ["DynamoDBClient", "TransactWriteItemsCommand", { TransactItems: [{ Put: { TableName, Item } }] }];
  const busy = { status: 500, body: JSON.stringify({ __type: "InternalServerError", message: "again" }) };
  const tokens = async () =>
    (await exchange(bundled, call, busy, busy)).sent.map(({ body }) => JSON.parse(body).ClientRequestToken);
  const [first, second] = [await tokens(), await tokens()];
  expect(first).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), first[0], first[0]]);
  expect(second[0]).not.toBe(first[0]);
});
