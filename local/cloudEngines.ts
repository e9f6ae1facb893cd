import { createServer, type RequestListener } from "node:http";
import { devNull } from "node:os";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { startCognito } from "./cognito/cognito.ts";
import { startDynamoDb } from "./dynamodb/dynamodb.ts";
import { createTable, sweepExpired } from "./dynamodb/tables.ts";
import { startFiles } from "./files/files.ts";
import type { Invoke } from "./lambda/lambda.ts";
import { cognitoMail, placedAt } from "./mail/cognitoMail.ts";
import { startMail } from "./mail/mail.ts";
import { openOutbox } from "./mail/outbox.ts";
import { startMessaging } from "./messaging/messaging.ts";
import type { Text } from "./messaging/texts.ts";
import { localOrigins } from "./port.ts";
import { listenHere } from "./server.ts";
import { startSockets } from "./sockets/sockets.ts";
import { startStepFunctions } from "./stepFunctions/stepFunctions.ts";
import { clientId, region, userPoolId } from "./template/templateNames.ts";
import type { TableWire, Wires } from "./template/wires.ts";

/** Notes how to stop what has just been started. */
export type Later = (stop: () => unknown) => void;
export type Engines = Awaited<ReturnType<typeof startEngines>>;
type Options = {
  dataDir: string;
  wires: Wires;
  invoke: Invoke;
  /** Where the gateway will be; the files are beside it, if there is room. */
  port: number;
  /** How often expired items are ended: seconds. */
  expireEvery?: number | undefined;
};

const minute = 60;
const credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** Starts what the template's resources run on, with the tables made. */
export async function startEngines({ dataDir, wires, invoke, port, expireEvery = minute }: Options, later: Later) {
  const outbox = openOutbox(dataDir);
  const dynamo = await startDynamoDb({ dataDir, onCrash: throwOn });
  later(dynamo.stop);
  const connection = { endpoint: dynamo.endpoint, region, credentials };
  const streamArns = await makeTables(new DynamoDBClient(connection), wires.tables, expireEvery * 1000, later);
  const cognito = await startCognito({
    dataDir,
    userPoolId,
    clientId,
    onMessage: cognitoMail(outbox, wires.userMails && placedAt(port, wires.userMails)),
  });
  later(cognito.stop);
  const cognitoEndpoint = await serve(cognito.handle, later);
  // The library writes into what it is given.
  const stepFunctions = await startStepFunctions({ machines: structuredClone(wires.machines), invoke });
  later(stepFunctions.stop);
  const mail = await startMail(outbox);
  later(mail.stop);
  const onText = ({ id, to, text }: Text) =>
    outbox.add({ id, channel: "sms", from: "", to: [to], replyTo: [], subject: "", text, html: null });
  const messaging = await startMessaging({ dataDir, ...wires, onText });
  later(messaging.stop);
  const files = await startFiles({
    dataDir,
    buckets: wires.buckets,
    keys: credentials,
    origins: localOrigins(port),
    port: port + 1,
  });
  later(files.stop);
  const sockets = wires.sockets && (await startSockets({ wire: wires.sockets, invoke }));
  if (sockets) later(sockets.stop);
  const environment = environmentOf({
    DYNAMODB: dynamo.endpoint,
    DYNAMODB_STREAMS: dynamo.endpoint,
    SFN: stepFunctions.endpoint,
    COGNITO_IDENTITY_PROVIDER: cognitoEndpoint,
    SESV2: mail.endpoint,
    SNS: messaging.endpoint,
    SQS: messaging.endpoint,
    S3: files.endpoint,
  });
  const streams = new DynamoDBStreamsClient(connection);
  return { cognito, streams, streamArns, outbox, mail, messaging, sockets, environment };
}

/** Nothing works without its table: the process is to end, and say why. */
function throwOn(error: Error): never {
  throw error;
}

/** What makes an unchanged AWS SDK find the engines, and nothing but the engines. */
const environmentOf = (endpoints: Record<string, string>): Record<string, string> => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  ...Object.fromEntries(Object.entries(endpoints).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url])),
  // Nothing of the user's own AWS settings may lead a local handler to a real account.
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: "true",
  TIMEOUTS_TIMES: "10",
});

/** Makes the tables, and ends items whose time is over at intervals. Answers the streams' names in the engine. */
async function makeTables(
  client: DynamoDBClient,
  tables: TableWire[],
  interval: number,
  later: Later,
): Promise<Map<string, string>> {
  const streamArns = new Map<string, string>();
  for (const { name, streamArn, properties, ttlAttribute } of tables) {
    const made = await createTable(client, name, properties);
    if (made.streamArn) streamArns.set(streamArn, made.streamArn);
    if (!ttlAttribute) continue;
    let timer: NodeJS.Timeout;
    // To look through a big table takes minutes: that is not begun again at once.
    const sweep = async () => {
      const begun = Date.now();
      await sweepExpired(client, name, ttlAttribute).catch((error) => console.error(`Expiry: ${error.message}`));
      timer = setTimeout(sweep, Math.max(interval, 20 * (Date.now() - begun)));
    };
    timer = setTimeout(sweep, interval);
    later(() => clearTimeout(timer));
  }
  return streamArns;
}

/** An address of its own for the functions, which need sign-in before the gateway opens. */
async function serve(handle: RequestListener, later: Later): Promise<string> {
  const { endpoint, stop } = await listenHere(createServer(handle));
  later(stop);
  return endpoint;
}
