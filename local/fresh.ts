import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { endOrphan } from "./dynamodb/dynamodbProcess.ts";
import { kept } from "./layout.ts";
import { lock } from "./lock.ts";

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
