import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { eventually, held, signedIn } from "./browser.ts";
import { assign, box, cast, raise } from "./ticketSteps.ts";

const press = async (button: Locator): Promise<void> => {
  await button.focus();
  await button.press("Enter");
};
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const hasFocus = (one: Locator): Promise<void> => one.and(one.page().locator(":focus")).waitFor();

test("a dialog that is left gives the focus back to what opened it", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await press(button(page, "Edit"));
  await page.getByRole("dialog").getByLabel("Title").press("Escape");
  await hasFocus(button(page, "Edit"));
  await press(button(page, "Edit"));
  await page.getByRole("dialog").getByLabel("Title").fill("Edited by keys");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Edited by keys" }).waitFor();
  await hasFocus(button(page, "Edit"));
  await press(button(page, "Cancel ticket"));
  await press(page.getByRole("dialog").getByRole("button", { name: "Cancel ticket" }));
  // Nothing is left to do there.
  await hasFocus(page.getByRole("heading", { level: 1 }));
});

test("who sends a dialog by a key goes on writing in it where that failed", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await press(button(page, "Cancel ticket"));
  const why = page.getByRole("dialog").getByRole("textbox");
  await why.fill("Found it myself.");
  const request = await held(page, "PUT", `**/v1/tickets/${id}/status`);
  await page.keyboard.press("Control+Enter");
  await eventually(() => why.isDisabled()).toBe(true);
  request("is lost");
  await page.getByRole("dialog").getByRole("alert").waitFor();
  await hasFocus(why);
});

test("who assigns a ticket types a name at once, also while the technicians are still being read", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("itHead", `/tickets/${id}`);
  const read = await held(page, "GET", "**/v1/users?*");
  await press(button(page, "Assign"));
  await hasFocus(page.getByRole("combobox", { name: "Technician" }));
  await page.keyboard.type("Ana");
  read("arrives");
  await page.getByRole("option", { name: /Ana Kovač/ }).waitFor();
});

test("what was pressed and is gone leaves the focus beside it, and Tab goes on from there", async () => {
  const { id } = await raise(cast.finance);
  await assign(id);
  const page = await signedIn("tech", `/tickets/${id}`);
  await press(button(page, "Start work"));
  const offers = page.getByRole("group", { name: "What you can do" });
  await hasFocus(offers);
  await page.keyboard.press("Tab");
  await hasFocus(offers.getByRole("button").first());
  await box(page).fill("Begun.");
  await press(button(page, "Send comment"));
  await eventually(() => box(page).inputValue()).toBe("");
  await eventually(() => page.evaluate("document.activeElement === document.body")).toBe(false);
});

test("a button that is busy for a while has the focus again when it can be pressed again", async () => {
  const page = await signedIn("user", "/tickets");
  await press(button(page, "Export CSV"));
  await page.getByRole("link", { name: "Download the file" }).waitFor();
  await hasFocus(button(page, "Export CSV"));
});

test("who presses beside everything has the focus nowhere, whatever happens on the page then", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await box(page).focus();
  await page.locator("header").click({ position: { x: 300, y: 5 } });
  await page.evaluate("document.querySelector('textarea').remove()");
  await page.waitForLoadState("networkidle");
  expect(await page.evaluate("document.activeElement === document.body")).toBe(true);
});
