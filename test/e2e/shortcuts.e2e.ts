import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { signIn as session } from "../../local/session.ts";
import { until } from "../../local/until.ts";
import {
  eventually,
  expectAccessible,
  expectNoOverflow,
  held,
  password,
  people,
  signedIn,
  sizes,
  url,
} from "./browser.ts";

const palette = (page: Page) => page.getByRole("combobox", { name: /Find a ticket/ });
const path = (page: Page) => new URL(page.url()).pathname;
const at = (page: Page, to: string) => page.waitForURL(`${url}${to}`);
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();

async function raise(title: string): Promise<string> {
  const { client } = await session(url, people.user, password);
  const body = { title, description: "It is as I say.", category: "hardware-issue", priority: "low" } as const;
  return (await client.raiseTicket({ body })).body.id;
}

async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await palette(page).fill(words);
}

test("Ctrl K finds a ticket by its id and by its words, a person by name, and a page", async () => {
  const [id, other] = await Promise.all([raise("Zebra striped screen"), raise("Plain grey screen")]);
  const page = await signedIn("admin");
  await find(page, id);
  await page.getByRole("option", { name: /Zebra striped/ }).waitFor();
  await page.keyboard.press("Enter");
  await at(page, `/tickets/${id}`);
  await heading(page, "Zebra striped screen");

  await find(page, "zebra scr");
  await page.getByRole("option", { name: new RegExp(id) }).waitFor();
  // Entered before the answer is there: what was found for the words before is not meant.
  await palette(page).fill(other);
  await page.keyboard.press("Enter");
  await at(page, `/tickets/${other}`);

  await find(page, "zebra scr");
  await page.getByRole("option", { name: new RegExp(id) }).waitFor();
  await page.keyboard.press("Escape");
  await palette(page).waitFor({ state: "hidden" });

  const person = (await (await session(url, people.admin, password)).client.listUsers({ query: { q: people.tech } }))
    .body;
  const { id: userId, name } = person.items[0] ?? {};
  await find(page, String(name));
  await page.getByRole("option", { name: new RegExp(people.tech) }).click();
  await at(page, `/people/${userId}`);

  await find(page, "audit");
  await page.keyboard.press("Enter");
  await at(page, "/audit");
  await heading(page, "Audit");
});

test("what is typed while the palette is still on its way is what it looks for, and does nothing on the page", async () => {
  const page = await signedIn("admin", "/approvals");
  const arrive = await held(page, "GET", "**/Palette-*.js");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("c aud");
  await page.keyboard.press("Backspace");
  arrive("arrives");
  await eventually(() => palette(page).inputValue()).toBe("c au");
  await page.keyboard.type("dit");
  expect(await palette(page).inputValue()).toBe("c audit");
  expect(path(page)).toBe("/approvals");
  await page.keyboard.press("Escape");
  await palette(page).waitFor({ state: "hidden" });
  await page.keyboard.press("c");
  await at(page, "/tickets/new");
});

test("a palette that is asked for again while it still fades out begins anew, and is typed in at once", async () => {
  const page = await signedIn("admin");
  await page.keyboard.press("Control+k");
  await palette(page).waitFor();
  await page.keyboard.type("zebra");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("notif");
  expect(await palette(page).inputValue()).toBe("notif");
  await page.keyboard.press("Enter");
  await at(page, "/notifications");
});

test("a palette that cannot be loaded keeps no key from the page", async () => {
  const page = await signedIn("admin", "/tickets");
  const arrive = await held(page, "GET", "**/Palette-*.js");
  await page.keyboard.press("Control+k");
  arrive("is lost");
  await page.getByRole("alert").getByText("could not be loaded").waitFor();
  await page.getByRole("searchbox").focus();
  await page.keyboard.type("toner");
  expect(await page.getByRole("searchbox").inputValue()).toBe("toner");
});

test("arrow keys move along what was found, the count is announced, and the focus goes on in the page chosen", async () => {
  const page = await signedIn("admin");
  await page.keyboard.press("Control+k");
  await palette(page).waitFor();
  const active = async () => {
    const id = await palette(page).getAttribute("aria-activedescendant");
    return page.locator(`[id="${id}"]`).innerText();
  };
  expect(await active()).toBe("New ticket");
  await page.keyboard.press("ArrowDown");
  expect(await active()).toBe("Dashboard");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  expect(await active()).toBe("Sign out");
  await palette(page).fill("ticket");
  await page
    .getByRole("status")
    .filter({ hasText: /\d+ results/ })
    .waitFor({ state: "attached" });
  await palette(page).fill("qqqqqqqq");
  await page.getByText("Nothing found for “qqqqqqqq”").waitFor();
  await palette(page).fill("notif");
  await page.keyboard.press("Enter");
  await heading(page, "Notifications");
  await until(
    () => page.evaluate("document.activeElement?.tagName"),
    (tag) => tag === "H1",
    "the focus on the title",
  );
});

test("who may not list people is not offered any, and their names are not asked for", async () => {
  const page = await signedIn("user");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await find(page, "ana");
  await page
    .getByText(/Nothing found|result/)
    .first()
    .waitFor();
  expect(asked).toContain("/v1/tickets");
  expect(asked).not.toContain("/v1/users");
  await palette(page).fill("audit");
  await page.getByText("Nothing found for “audit”").waitFor();
});

test("C, G with a letter, and ? do what the help says", async () => {
  const page = await signedIn("admin");
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await at(page, "/tickets");
  await heading(page, "Tickets");
  await page.keyboard.press("c");
  await at(page, "/tickets/new");
  await page.locator(".page-title").waitFor();
  await page.evaluate("document.activeElement?.blur()");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.waitFor();
  await page.keyboard.press("c");
  expect(await help.getByRole("row", { name: /Audit trail/ }).innerText()).toMatch(/G\s*U/);
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
});

test("G with a letter of a page that somebody has not does nothing else", async () => {
  const page = await signedIn("user", "/tickets");
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await page.waitForURL(`${url}/`);
  await page.goBack();
  expect(path(page)).toBe("/tickets");
});

test("keys work with an Arabic keyboard, too: in lists, and for help", async () => {
  await raise("The first of the list");
  const page = await signedIn("user", "/tickets");
  await page.getByRole("link", { name: "The first of the list" }).first().waitFor();
  const press = (key: string, code: string) =>
    page.evaluate(`document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key: "${key}", code: "${code}", bubbles: true, cancelable: true }))`);
  await press("ت", "KeyJ");
  expect(await page.evaluate("document.activeElement?.hasAttribute('data-list-item')")).toBe(true);
  await press("؟", "Slash");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
});

test("single keys never act while somebody types, nor together with other keys", async () => {
  const page = await signedIn("admin", "/tickets");
  await page.keyboard.press("Control+k");
  await palette(page).waitFor();
  await page.keyboard.type("c?gd");
  expect(await palette(page).inputValue()).toBe("c?gd");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+c");
  await page.keyboard.press("Shift+g");
  expect(path(page)).toBe("/tickets");
  expect(await page.getByRole("dialog", { name: "Keyboard shortcuts" }).count()).toBe(0);
});

test("single keys can be switched off, for good; Ctrl K stays", async () => {
  const page = await signedIn("admin", "/profile");
  await page.getByRole("switch", { name: "Single-key shortcuts" }).uncheck({ force: true });
  await page.goto("/tickets");
  await heading(page, "Tickets");
  await page.keyboard.press("c");
  await page.keyboard.press("?");
  await page.keyboard.press("Control+k");
  await palette(page).waitFor();
  expect(path(page)).toBe("/tickets");
  expect(await page.getByRole("dialog", { name: "Keyboard shortcuts" }).count()).toBe(0);
});

test("on a phone the button in the header opens the palette, and gets the focus back", async () => {
  const page = await signedIn("user", "/", { viewport: sizes.phone });
  const button = page.getByRole("button", { name: "Find" });
  await button.click();
  await palette(page).waitFor();
  await page.keyboard.press("Escape");
  await palette(page).waitFor({ state: "hidden" });
  const focused = () => page.evaluate("document.activeElement?.getAttribute('aria-label')");
  await until(focused, (label) => label === "Find", "the focus on the button");
});

test.each(Object.entries(sizes))("palette and help pass axe and fit: %s", async (_, viewport) => {
  await raise("Axe in the wood");
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await signedIn("admin", "/profile", { viewport, colorScheme });
    await page.keyboard.press("Control+k");
    await palette(page).fill("a");
    await page.getByRole("group", { name: "Tickets" }).waitFor();
    await page.getByRole("group", { name: "People" }).waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
    await palette(page).fill("keyboard");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await palette(page).waitFor({ state: "hidden" });
    await expectAccessible(page);
    await expectNoOverflow(page);
  }
});
