import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { castOf, newDataDir, startDesk } from "./desk.ts";
import { decide, historyOf, raise, reach } from "./steps.ts";

const dataDir = newDataDir();
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test("approvals that wait when the system is killed complete after it starts again, wherever they stood", async () => {
  const before = await startDesk({}, dataDir);
  const cast = await castOf(before.url);
  const atHod = await Promise.all(Array.from({ length: 3 }, () => raise(cast.finance)));
  const atItHead = await Promise.all(Array.from({ length: 3 }, () => raise(cast.finance)));
  for (const { id } of atItHead) await decide(cast.hodFinance, id, "hod", "approve");
  for (const { id } of atItHead) await reach(cast.finance, id, "pending_it_head_approval");
  const justRaised = await raise(cast.finance);
  const justDecided = await raise(cast.finance);
  await decide(cast.hodFinance, justDecided.id, "hod", "approve");
  await before.kill();

  const again = await startDesk({}, dataDir);
  const { finance, hodFinance, itHead } = await castOf(again.url);
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
  expect(await again.stop()).toBe(0);
});

test("a second start in the same place says so, and leaves the first alone", async () => {
  const first = await startDesk({}, dataDir);
  await expect(startDesk({}, dataDir)).rejects.toThrow(/already|in use|running/i);
  expect((await fetch(new URL("/v1/health", first.url))).status).toBe(200);
  expect(await first.stop()).toBe(0);
});
