import { createPublicKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Prepared, startCloud } from "../../local/cloud.ts";
import { seedDemo } from "../../local/demo/seed.ts";

export type Engines = Prepared & {
  /** The user pool's key, as its address would give it. */
  keys(kid: string): object;
  stop(): Promise<void>;
};

export const password = "Demo-Passw0rd!";

/**
 * The engines of the local cloud with the demo people, stopped at the moment before anything moves: no stream is read, so
 * that what would follow from a write can be made to happen in a test. This process is given the environment of a Lambda.
 */
export async function startStill(environment: Record<string, string> = {}): Promise<Engines> {
  const dataDir = mkdtempSync(join(tmpdir(), "ticket-desk-still-"));
  const ready = Promise.withResolvers<Prepared>();
  const over = Promise.withResolvers<void>();
  const starting = startCloud({
    dataDir,
    port: 0,
    quiet: true,
    environment,
    prepare: async (prepared) => {
      await seedDemo(prepared, { password, tickets: false });
      ready.resolve(prepared);
      await over.promise;
    },
  });
  starting.catch(ready.reject);
  const prepared = await ready.promise;
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
      over.resolve();
      await (await starting).stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
