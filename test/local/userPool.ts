import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { type CognitoMessage, startCognito } from "../../local/cognito/cognito.ts";

export const UserPoolId = "us-east-1_LocalPool1";
export const ClientId = "localclient";

/** A folder on the RAM disk where there is one. */
export const newPoolDir = (): string => mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "cognito-"));

/** The local user pool behind a port of its own, and the service's own client for it. */
export async function openUserPool(dataDir: string, onMessage: (message: CognitoMessage) => void) {
  const pool = await startCognito({ dataDir, userPoolId: UserPoolId, clientId: ClientId, onMessage });
  const server = createServer((request, response) => void pool.handle(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cognito`;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new CognitoIdentityProviderClient({ endpoint, region: "us-east-1", credentials });
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await pool.stop();
  };
  return { pool, endpoint, client, close };
}
