import { createPublicKey } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Prepared, prepareCloud } from "../../local/cloud.ts";
import { seedDemo } from "../../local/demo/seed.ts";
import { newDataDir, password } from "../cloud/desk.ts";

export type Engines = Prepared & {
  /** The user pool's key, as its address would give it. */
  keys(kid: string): object;
  stop(): Promise<void>;
};

/**
 * The engines of the local cloud with the demo people, unless a test needs none, stopped at the moment before anything moves:
 * no stream is read, so that what would follow from a write can be made to happen in a test. This process is given the
 * environment of a Lambda.
 */
export async function startStill(environment: Record<string, string> = {}, { people = true } = {}): Promise<Engines> {
  const dataDir = newDataDir();
  const prepared = await prepareCloud({ dataDir, port: 0, quiet: true, environment });
  if (people) await seedDemo(prepared, { password, tickets: false });
  const { tableName, userPoolId, clientId } = prepared;
  const names = { TABLE_NAME: tableName, USER_POOL_ID: userPoolId, USER_POOL_CLIENT_ID: clientId };
  Object.assign(process.env, prepared.awsEnvironment, names);
  return {
    ...prepared,
    keys(kid) {
      const key = createPublicKey(readFileSync(join(dataDir, "cognito-key.pem"))).export({ format: "jwk" });
      return { keys: [{ ...key, kid, use: "sig", alg: "RS256" }] };
    },
    async stop() {
      await prepared.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
