import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { people, type Who } from "./browser.ts";
import { listening } from "./ticketSteps.ts";

/*
 * The whole story, by five people in five browsers. Nobody reloads: whatever somebody waits to see, the others have done.
 */
const storyPatience = 180_000;

test("a licence request goes from raised to closed, seen by all five as it happens", {
  timeout: storyPatience,
}, async () => {
  const title = `A licence ${Date.now()}`;
  const { user, hod, itHead, tech, admin } = await everybody();

  const path = await raise(user, title);
  await seesStatus(user, "Waiting for head");
  await open(admin, title);
  await seesStatus(admin, "Waiting for head");

  await approve(hod, title);
  await seesStatus(user, "Waiting for IT head");
  await approve(itHead, title);
  for (const page of [user, admin]) await seesStatus(page, "Approved");

  await visit(itHead, path);
  await assign(itHead, "Ana");
  for (const page of [user, admin, itHead]) await seesStatus(page, "Assigned");

  await open(tech, title);
  await act(tech, "Start work");
  for (const page of [user, admin, itHead]) await seesStatus(page, "In progress");
  await act(tech, "Resolve", "Installed, the key is in your mail.");
  for (const page of [user, admin, itHead]) await seesStatus(page, "Resolved");

  await act(user, "Close", "");
  for (const page of [user, tech, admin, itHead]) await seesStatus(page, "Closed");
  for (const page of [user, tech, admin]) {
    await page.getByText("Installed, the key is in your mail.").first().waitFor();
    expect(await page.getByText("Approved by").count()).toBe(2);
  }
});

test("a licence request that is rejected tells its requester why, at once", { timeout: storyPatience }, async () => {
  const title = `Too dear ${Date.now()}`;
  const [user, hod] = await Promise.all([listening("user", "/tickets/new"), listening("hod", "/approvals")]);
  await raise(user, title);
  await hod.getByRole("button", { name: `Reject ${title}` }).click();
  await hod.getByLabel("Why are you rejecting it?").fill("Not in this year's budget");
  await hod.getByRole("button", { name: "Reject", exact: true }).click();
  await seesStatus(user, "Rejected");
  await user.getByText("Not in this year's budget").first().waitFor();
  expect(await user.getByRole("group", { name: "What you can do" }).count()).toBe(0);
});

/** Five people, each at the place where their part of the story reaches them. */
async function everybody(): Promise<Record<Who, Page>> {
  const places: Record<Who, string> = {
    user: "/tickets/new",
    hod: "/approvals",
    itHead: "/approvals",
    tech: "/tickets",
    admin: "/tickets",
  };
  const pages = Object.keys(people).map(async (who) => [who, await listening(who, places[who as Who])]);
  return Object.fromEntries(await Promise.all(pages)) as Record<Who, Page>;
}

async function raise(page: Page, title: string): Promise<string> {
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Description").fill("For the drawings of the new hall.");
  await page.getByLabel("Category").selectOption({ label: "License request" });
  await page.getByRole("button", { name: "Raise ticket" }).click();
  await page.waitForURL(/\/tickets\/T-/);
  return new URL(page.url()).pathname;
}

const approve = (page: Page, title: string): Promise<void> =>
  page.getByRole("button", { name: `Approve ${title}`, exact: true }).click();

const seesStatus = (page: Page, words: string): Promise<void> =>
  page.locator("main [role=status]").getByText(words, { exact: true }).first().waitFor();

async function assign(page: Page, name: string): Promise<void> {
  await act(page, "Assign");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Technician").first().click();
  await page.getByRole("option", { name }).click();
  await dialog.getByRole("button", { name: "Assign" }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** A button of the ticket; with words, its dialog too. */
async function act(page: Page, name: string, words?: string): Promise<void> {
  const offered = page.getByRole("group", { name: "What you can do" });
  await offered.getByRole("button", { name, exact: true }).click();
  if (words === undefined) return;
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(words);
  await dialog.getByRole("button", { name, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator(".page-title").waitFor();
}

/** Opens a ticket from a list; a new one may wait behind its button, so that no row moves under the pointer. */
async function open(page: Page, title: string): Promise<void> {
  const link = page.getByRole("link", { name: title }).first();
  const waiting = page.getByRole("button", { name: /^\d+ new/ });
  await link.or(waiting).first().waitFor();
  if (!(await link.isVisible())) await waiting.click();
  await link.click();
}
