import { expect, test } from "vitest";
import { expectAccessible, expectNoOverflow, newPage, sizes, url } from "./browser.ts";

test.each(
  (["light", "dark"] as const).flatMap((colorScheme) =>
    Object.values(sizes).map((viewport) => ({ colorScheme, viewport })),
  ),
)("the API's documentation asks no other host, keeps the policy and passes axe: %o", async (options) => {
  const page = await newPage(options);
  const asked: string[] = [];
  const faults: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).origin));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("pageerror", ({ message }) => faults.push(message));
  await page.goto("/docs");
  await page.getByText("Raise a ticket").first().waitFor();
  expect(new Set(asked)).toEqual(new Set([url]));
  expect(faults).toEqual([]);
  await expectNoOverflow(page);
  await expectAccessible(page);
});

test("the documentation shows each operation with what it takes and answers", async () => {
  const page = await newPage();
  await page.goto("/docs");
  await page.getByText("Raise a ticket").first().click();
  await page.getByText("/v1/tickets").first().waitFor();
  await page.getByText("description", { exact: true }).first().waitFor();
});

test("the address that a refusal's type names leads to what the guide says of its code", async () => {
  const page = await newPage();
  await page.goto("/docs#stale_version");
  await page.getByRole("heading", { name: "Refusals" }).waitFor();
  await expect
    .poll(async () => (await page.getByRole("heading", { name: "Refusals" }).boundingBox())?.y)
    .toBeLessThan(50);
  expect(await page.getByText("stale_version", { exact: true }).first().isVisible()).toBe(true);
});

test("the guide fits a phone: nothing of its tables is cut off", async () => {
  const page = await newPage({ viewport: sizes.phone });
  await page.goto("/docs");
  await page.getByText("InitiateAuth").first().waitFor();
  const tables = await page
    .locator("table")
    .evaluateAll((all) => all.map((table) => table.getBoundingClientRect().right));
  expect(tables.length).toBeGreaterThan(4);
  expect(tables.filter((right) => right > sizes.phone.width)).toEqual([]);
});
