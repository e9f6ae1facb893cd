import { describe, test } from "vitest";
import { expectAccessible, expectNoOverflow, newPage, signedIn, sizes } from "./browser.ts";

const places = [
  "/",
  "/tickets",
  "/tickets/new",
  "/approvals",
  "/notifications",
  "/people",
  "/categories",
  "/departments",
  "/audit",
  "/profile",
  "/nowhere",
];

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  describe.each(Object.entries(sizes))("on a %s", (_, viewport) => {
    test("every page passes axe and fits its width", async () => {
      const page = await signedIn("admin", "/", { viewport, colorScheme });
      for (const place of places) {
        await page.goto(place);
        await page.locator(".page-title").waitFor();
        await page.waitForLoadState("networkidle");
        await expectAccessible(page);
        await expectNoOverflow(page);
      }
    });

    test("the menu of one's account passes axe, and its first entry has the focus", async () => {
      const page = await signedIn("admin", "/", { viewport, colorScheme });
      await page.getByRole("button", { name: /Your account/ }).click();
      await page.locator("[role=menuitem]:focus").getByText("Profile").waitFor();
      await expectAccessible(page);
    });

    test("the sign-in passes axe and fits its width", async () => {
      const page = await newPage({ viewport, colorScheme });
      await page.goto("/");
      await page.getByLabel("E-mail").waitFor();
      await expectAccessible(page);
      await expectNoOverflow(page);
    });
  });
});
