import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { endOrphan } from "./dynamodb/dynamodbProcess.ts";
import { lock } from "./lock.ts";

/** All that the local cloud keeps in its folder, and nothing that somebody else may have put there. */
const kept =
  /^(dynamodb\.db.*|dynamodb\.pid|cognito\.json.*|cognito-key\.pem.*|checkpoints|messages|outbox\.jsonl|files|logs|seeded)$/;

/** Forgets all state, where nobody is using it. */
export async function forgetState(dataDir: string): Promise<void> {
  const unlock = lock(dataDir);
  try {
    await endOrphan(dataDir);
    for (const name of readdirSync(dataDir).filter((one) => kept.test(one))) {
      rmSync(join(dataDir, name), { recursive: true });
    }
  } finally {
    unlock();
  }
}
