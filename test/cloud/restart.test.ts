import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { castOf, newDataDir, startDesk } from "./desk.ts";
import { decide, historyOf, raise, reach } from "./steps.ts";

const dataDir = newDataDir();
let desk = await startDesk({}, dataDir);
afterAll(async () => {
  await desk.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("approvals that wait when the system is killed complete after it starts again, wherever they stood", async () => {
  const cast = await castOf(desk.url);
  const atHod = await Promise.all(Array.from({ length: 3 }, () => raise(cast.finance)));
  const atItHead = await Promise.all(Array.from({ length: 3 }, () => raise(cast.finance)));
  for (const { id } of atItHead) await decide(cast.hodFinance, id, "hod", "approve");
  for (const { id } of atItHead) await reach(cast.finance, id, "pending_it_head_approval");
  const justRaised = await raise(cast.finance);
  const justDecided = await raise(cast.finance);
  await decide(cast.hodFinance, justDecided.id, "hod", "approve");
  await desk.kill();

  desk = await startDesk({}, dataDir);
  const { finance, hodFinance, itHead } = await castOf(desk.url);
  for (const { id } of [...atHod, justRaised]) await decide(hodFinance, id, "hod", "approve");
  const all = [...atHod, ...atItHead, justRaised, justDecided];
  for (const { id } of all) await reach(finance, id, "pending_it_head_approval");
  for (const { id } of all) await decide(itHead, id, "it_head", "approve");
  for (const { id } of all) {
    await reach(finance, id, "approved");
    const types = (await historyOf(finance, id)).map(({ type }) => type);
    expect(types.filter((type) => type === "TicketApproved")).toHaveLength(1);
    expect(types.filter((type) => type === "ApprovalGiven")).toHaveLength(2);
  }
});

test("a second start in the same place says so, and leaves the first alone", async () => {
  await expect(startDesk({}, dataDir)).rejects.toThrow("Stop it, or choose another DATA_DIR");
  expect((await fetch(new URL("/v1/health", desk.url))).status).toBe(200);
  expect(await desk.stop()).toBe(0);
});
