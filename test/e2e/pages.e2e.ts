import { describe, expect, test } from "vitest";
import { eventually, expectAccessible, expectNoOverflow, newPage, signedIn, sizes } from "./browser.ts";
import { office, raise, signedInAs } from "./office.ts";

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

/** What is offered or said, begins within the window and ends beyond it; what scrolls by itself is left out. */
const cutOff = `[...document.querySelectorAll("header *, main *")]
  .filter((one) => one.checkVisibility() && !one.closest(".views, [class*=_scroll], .visually-hidden, .skip-link"))
  .filter((one) => one.matches("a, button, label, [role=img], p, h1, h2, h3, td, th, time, .badge"))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.textContent)`;

test.each([sizes.phone, { width: 320, height: 640 }])(
  "at text of twice the size on a phone of $width pixels, nothing is cut off or out of reach",
  async (viewport) => {
    const page = await signedIn("itHead", "/", { viewport });
    const browser = await page.context().newCDPSession(page);
    await browser.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 32 } });
    for (const place of ["/", "/tickets", "/tickets/new", "/approvals", "/notifications", "/people", "/profile"]) {
      await page.goto(place);
      await page.locator(".page-title").waitFor();
      await page.waitForLoadState("networkidle");
      await expectNoOverflow(page);
      expect(await page.evaluate(cutOff), place).toEqual([]);
    }
    await page.getByRole("button", { name: /Your account/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
  },
);

test("what single keys do is told where there are keys, and not where fingers do it", async () => {
  const { head, user } = await office();
  await raise(user, "A licence to decide on");
  const said = async (hasTouch: boolean) => {
    const tablet = { viewport: { width: 820, height: 1180 }, hasTouch, isMobile: hasTouch };
    const page = await signedInAs(head, "/approvals", await newPage(tablet));
    await page.getByRole("button", { name: "Approve A licence to decide on" }).waitFor();
    const hints = [page.getByText("go down and up"), page.getByText("Ctrl K")];
    return Promise.all(hints.map((hint) => hint.isVisible()));
  };
  expect(await said(false)).toEqual([true, true]);
  expect(await said(true)).toEqual([false, false]);
});

/** How much wider a field is than what stands in it while nothing is chosen. */
const room = `(field) => {
  const { font, paddingLeft, paddingRight } = getComputedStyle(field);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const words = field.options ? field.options[0].text : field.placeholder;
  return field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - pen.measureText(words).width;
}`;
const lines = `(head) => {
  const range = document.createRange();
  range.selectNodeContents(head);
  return range.getClientRects().length;
}`;

test("on a tablet no name of a filter is cut off, and no head of a column or role broken", async () => {
  const page = await signedIn("hod", "/tickets", { viewport: { width: 820, height: 1180 } });
  for (const name of ["Status", "Priority", "Category", "Raised by"]) {
    await page.getByRole("combobox", { name, exact: true }).waitFor();
    const field = `document.querySelector('.filters [aria-label="${name}"]')`;
    await eventually(() => page.evaluate<number>(`(${room})(${field})`)).toBeGreaterThanOrEqual(0);
  }
  await page.goto("/people");
  await page.getByRole("columnheader", { name: "Department" }).waitFor();
  expect(await page.evaluate(`(${lines})(document.querySelector("th:last-child"))`)).toBe(1);
  await page.getByRole("cell", { name: "Head of department" }).first().waitFor();
  expect(await page.evaluate(`(${lines})(document.querySelector("td .mantine-Badge-label"))`)).toBeLessThanOrEqual(2);
});

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
