import { afterAll, expect, test, vi } from "vitest";
import { startStill } from "./engines.ts";

/* The deployment splits the table in four; what is loaded here is told another number. */
const engines = await startStill();
afterAll(() => engines.stop());

async function withShards(shards: number) {
  vi.resetModules();
  process.env.SHARDS = String(shards);
  const { handler: deploy } = await import("../../functions/store/bootstrap.ts");
  const { checkHistories } = await import("../../functions/store/historyCheck.ts");
  const { recount } = await import("../../functions/store/tallies/recount.ts");
  const { eraseAccount } = await import("../../functions/store/erasure.ts");
  process.env.FIRST_ADMIN_EMAIL = "admin@example.com";
  return { deploy, scripts: [() => recount({ begin: 0, end: 0 }), checkHistories, () => eraseAccount("nobody")] };
}

test("what goes through everything refuses another number of shards than the deployment's, and says which it has", async () => {
  for (const other of [2, 8]) {
    const { scripts } = await withShards(other);
    for (const run of scripts) await expect(run(), String(run)).rejects.toThrow("this desk has --shards 4");
  }
  const { scripts } = await withShards(4);
  await expect(scripts[1]?.()).resolves.toMatchObject({ broken: [] });
});

test("a deployment with more shards is taken from then on, and one with fewer refused", async () => {
  await (await withShards(8)).deploy();
  const { deploy, scripts } = await withShards(4);
  await expect(deploy()).rejects.toThrow("more than 4 shards, which may never shrink");
  await expect(scripts[0]?.()).rejects.toThrow("this desk has --shards 8");
});
