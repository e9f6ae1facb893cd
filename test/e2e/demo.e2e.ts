import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { invite } from "../cloud/newcomers.ts";
import { expectAccessible, expectNoOverflow, newPage, sizes } from "./browser.ts";
import { admin } from "./newcomer.ts";

test.each(["light", "dark"] as const)(
  "who has just started the desk sees a ticket travel from raised to closed, step by step, in %s colours",
  async (colorScheme) => {
    const page = await newPage({ colorScheme, viewport: sizes.phone });
    await page.goto("/demo");
    await expectAccessible(page);
    await atOnce(page);
    await page.getByText("The story went as told.").waitFor();
    const steps = await page.locator(".step").allInnerTexts();
    expect(steps.slice(0, 7)).toEqual([
      expect.stringMatching(/^user\.finance@example\.com raised T-\w{7}: /),
      "hod.finance@example.com decided at the stage hod: approve",
      "ithead@example.com decided at the stage it_head: approve",
      "admin@example.com assigned it to Ana Kovač",
      "tech.ana@example.com moved it to in_progress",
      "tech.ana@example.com moved it to resolved",
      "user.finance@example.com moved it to closed",
    ]);
    await expectNoOverflow(page);
    await expectAccessible(page);
    const opened = page.waitForEvent("popup");
    await page.getByRole("link", { name: /^T-/ }).first().click();
    expect(new URL((await opened).url()).pathname).toMatch(/^\/tickets\/T-/);
  },
);

test("the story is told to its end, too, where somebody has made a second head of finance", async () => {
  const { id: userId } = await invite(await admin(), { role: "hod" });
  onTestFinished(async () => {
    await (await admin()).client.changeUser({ params: { userId }, body: { role: "user" } });
  });
  const page = await newPage();
  await page.goto("/demo");
  await atOnce(page);
  await page.getByText("The story went as told.").waitFor();
});

/** Begins without a pause: else each step waits for somebody to look. */
async function atOnce(page: Page): Promise<void> {
  await page.locator("form").evaluate((form: { action?: string }) => {
    form.action = "/demo/tour?pause=0";
  });
  await page.getByRole("button", { name: "Begin" }).click();
}
