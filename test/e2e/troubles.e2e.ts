import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { eventually, expectAccessible, expectNoOverflow, newPage, people, signedIn, signIn } from "./browser.ts";
import { awaits, office, raise, signedInAs } from "./office.ts";

const again = (page: Page) => page.getByRole("button", { name: "Try again" });

/** Answers as the service's front does when the service itself does not. Gives what ends that. */
async function breakDown(page: Page, path: string): Promise<() => Promise<void>> {
  const answer = { status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" };
  await page.route(path, (route) => route.fulfill(answer));
  return () => page.unroute(path);
}

test("who somebody is cannot be read: that is said in words, and tried again", async () => {
  const page = await newPage();
  const mend = await breakDown(page, "**/v1/me");
  await page.goto("/");
  await page.locator("input[name=email]").fill(people.user);
  await page.locator("input[name=password]").fill("Demo-Passw0rd!");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("main").getByText("The service has a problem. Try again in a moment.").waitFor();
  await expectNoOverflow(page);
  await mend();
  await again(page).click();
  await page.locator(".page-title").waitFor();
});

test("a service that is busy for a moment is asked again by itself", async () => {
  const page = await newPage();
  let refused = 0;
  await page.route("**/v1/me", (route) => {
    // As the gateway answers where Lambda runs as many functions as it may.
    if (++refused > 1) return route.continue();
    return route.fulfill({ status: 503, json: { message: "Service Unavailable" } });
  });
  await signIn(page, "user");
  expect(await again(page).count()).toBe(0);
  expect(refused).toBeGreaterThan(1);
});

test("a request whose answer never comes is given up, and asked again", async () => {
  const { user } = await office();
  await raise(user, "Asked for twice");
  const page = await newPage();
  await page.clock.install();
  await signedInAs(user, "/", page);
  let asked = 0;
  // A connection that has died without a word.
  await page.route("**/v1/tickets?*", (route) => (++asked > 1 ? route.continue() : undefined));
  await page.getByRole("link", { name: "Tickets", exact: true }).click();
  await eventually(() => asked).toBe(1);
  await page.clock.fastForward("00:40");
  await page.locator("[data-list-item]").waitFor();
});

test("a ticket that cannot be read has a page with its id as title", async () => {
  const page = await newPage();
  const mend = await breakDown(page, "**/v1/tickets/T-0000000*");
  await signIn(page, "user", "/tickets/T-0000000");
  await page.getByRole("heading", { level: 1, name: "T-0000000" }).waitFor();
  await expectAccessible(page);
  await mend();
  await again(page).click();
  await page.getByText("There is nothing at this address").waitFor();
});

test("categories that could not be read are asked for again, and nothing typed is lost", async () => {
  const page = await newPage();
  const mend = await breakDown(page, "**/v1/categories");
  await signIn(page, "user", "/tickets/new");
  await page.getByLabel("Title").fill("A mouse with a tail");
  await again(page).waitFor();
  await expectAccessible(page);
  await mend();
  await again(page).click();
  await page.getByLabel("Category").selectOption({ label: "Hardware issue" });
  expect(await page.getByLabel("Title").inputValue()).toBe("A mouse with a tail");
});

test("a card of the approvals whose ticket could not be read says so, and can still be decided", async () => {
  const { head, user } = await office();
  await raise(user, "A licence behind a fault");
  await awaits(head, 1);
  const page = await newPage();
  const mend = await breakDown(page, "**/v1/tickets/T-*");
  await signedInAs(head, "/approvals", page);
  const card = page.getByRole("listitem").filter({ hasText: "A licence behind a fault" });
  await card.getByText("The service has a problem. Try again in a moment.").waitFor();
  await card.getByRole("button", { name: /^Approve A licence/ }).waitFor();
  await mend();
  await again(page).click();
  await card.getByText("waiting for you").waitFor();
});

test("departments are shown where their heads could not be read", async () => {
  const page = await newPage();
  await breakDown(page, "**/v1/users?role=hod*");
  await signIn(page, "admin", "/departments");
  await page.getByRole("row").filter({ hasText: "Finance" }).getByText("Could not be loaded").waitFor();
});

test("unread notifications further back are marked, too, where those that are shown are read", async () => {
  const { head, user } = await office();
  await raise(user, "A licence that told the head");
  await awaits(head, 1);
  const page = await newPage();
  await page.route("**/v1/notifications*", async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { items: { read: boolean }[] };
    await route.fulfill({ response, json: { ...body, items: body.items.map((one) => ({ ...one, read: true })) } });
  });
  await signedInAs(head, "/notifications", page);
  await page.getByRole("link", { name: /Notifications: \d+ unread/ }).waitFor();
  await eventually(() => page.getByRole("button", { name: "Mark all as read" }).isEnabled()).toBe(true);
  // What is read again while the page is closed is nobody's.
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("a click beside a dialog loses nothing that was typed in it", async () => {
  const page = await signedIn("admin", "/categories");
  await page.getByRole("button", { name: "Add a category" }).click();
  const name = page.getByRole("dialog").getByLabel("Name");
  await name.fill("Half a name");
  await page.mouse.click(5, 400);
  expect(await name.inputValue()).toBe("Half a name");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
});

test("what is saved without a connection fails at once and is not done later unseen; a busy gateway is said to be busy", async () => {
  const { user } = await office();
  const page = await signedInAs(user, "/profile");
  await page.getByLabel("Phone").first().fill("+49 30 1234567");
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  const save = page.getByRole("button", { name: /^Save/ }).first();
  await save.click();
  await page.getByRole("alert").filter({ hasText: "The service cannot be reached." }).waitFor();
  await page.route("**/v1/me", (route) => route.fulfill({ status: 503, json: { message: "Service Unavailable" } }));
  await page.context().setOffline(false);
  await save.click();
  await page.getByRole("alert").filter({ hasText: "The service has a problem." }).waitFor();
});
