import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { devNull } from "node:os";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { startCognito } from "./cognito.ts";
import { startDynamoDb } from "./dynamodb.ts";
import type { Invoke } from "./lambda.ts";
import { startStepFunctions } from "./stepFunctions.ts";
import { createTable, sweepExpired } from "./tables.ts";
import { clientId, region, userPoolId } from "./templateNames.ts";
import type { MachineWire, TableWire } from "./wires.ts";

/** Notes how to stop what has just been started. */
export type Later = (stop: () => unknown) => void;
type Options = { dataDir: string; tables: TableWire[]; machines: MachineWire[]; invoke: Invoke };

const minute = 60_000;
const credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** Starts what the template's resources run on, with the tables made. */
export async function startEngines({ dataDir, tables, machines, invoke }: Options, later: Later) {
  const dynamo = await startDynamoDb({ dataDir, onCrash: throwOn });
  later(dynamo.stop);
  const connection = { endpoint: dynamo.endpoint, region, credentials };
  const streamArns = await makeTables(new DynamoDBClient(connection), tables, later);
  const cognito = await startCognito({ dataDir, userPoolId, clientId });
  later(cognito.stop);
  const cognitoEndpoint = await serve(cognito.handle, later);
  // The library writes into what it is given.
  const stepFunctions = await startStepFunctions({ machines: structuredClone(machines), invoke });
  later(stepFunctions.stop);
  const endpoints = { dynamo: dynamo.endpoint, stepFunctions: stepFunctions.endpoint, cognito: cognitoEndpoint };
  return { cognito, streams: new DynamoDBStreamsClient(connection), streamArns, environment: environmentOf(endpoints) };
}

/** Nothing works without its table: the process is to end, and say why. */
function throwOn(error: Error): never {
  throw error;
}

/** What makes an unchanged AWS SDK find the engines, and nothing but the engines. */
const environmentOf = (endpoints: { dynamo: string; stepFunctions: string; cognito: string }) => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamo,
  AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoints.dynamo,
  AWS_ENDPOINT_URL_SFN: endpoints.stepFunctions,
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoints.cognito,
  // Nothing of the user's own AWS settings may lead a local handler to a real account.
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: "true",
});

/** Makes the tables, and ends items whose time is over once a minute. Answers the streams' names in the engine. */
async function makeTables(client: DynamoDBClient, tables: TableWire[], later: Later): Promise<Map<string, string>> {
  const streamArns = new Map<string, string>();
  for (const { name, streamArn, properties, ttlAttribute } of tables) {
    const made = await createTable(client, name, properties);
    if (made.streamArn) streamArns.set(streamArn, made.streamArn);
    if (!ttlAttribute) continue;
    const sweep = () =>
      sweepExpired(client, name, ttlAttribute).catch((error) => console.error(`Expiry: ${error.message}`));
    const timer = setInterval(sweep, minute);
    later(() => clearInterval(timer));
  }
  return streamArns;
}

/** An address of its own for the functions, which need sign-in before the gateway opens. */
async function serve(handle: RequestListener, later: Later): Promise<string> {
  const server = createServer(handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  later(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Cognito has no port");
  return `http://127.0.0.1:${address.port}`;
}
