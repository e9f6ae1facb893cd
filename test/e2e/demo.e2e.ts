import { expect, test } from "vitest";
import { expectAccessible, expectNoOverflow, newPage, sizes } from "./browser.ts";

test.each(["light", "dark"] as const)(
  "who has just started the desk sees a ticket travel from raised to closed, step by step, in %s colours",
  async (colorScheme) => {
    const page = await newPage({ colorScheme, viewport: sizes.phone });
    await page.goto("/demo");
    await expectAccessible(page);
    await page.locator("form").evaluate((form: { action?: string }) => {
      form.action = "/demo/tour?pause=0"; // else each step waits for somebody to look
    });
    await page.getByRole("button", { name: "Begin" }).click();
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
