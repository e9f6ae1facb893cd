import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { until } from "../../local/until.ts";
import { eventually, expectAccessible, expectNoOverflow, newPage, sizes } from "./browser.ts";
import { office, raise, signedInAs } from "./office.ts";
import { isLive, marksLive } from "./ticketSteps.ts";

const item = (page: Page, title: string) => page.getByRole("listitem").filter({ hasText: title });
const unreadOf = async ({ client }: Awaited<ReturnType<typeof office>>["head"]) =>
  (await client.listNotifications({ query: { unread: "true", limit: 100 } })).body.items.length;

/** A head who has been told of some tickets. */
async function told(...titles: string[]) {
  const { head, user } = await office();
  const ids: string[] = [];
  for (const title of titles) ids.push((await raise(user, title)).id);
  await until(
    () => unreadOf(head),
    (count) => count === titles.length,
    "the notifications",
  );
  return { head, user, ids };
}

describe("the notifications", () => {
  test("arrive by themselves, are counted by the bell, and are said aloud", async () => {
    const { head, user } = await told();
    const page = await signedInAs(head, "/notifications");
    await page.getByText("Nothing has happened yet").waitFor();
    await raise(user, "A licence just now");
    await item(page, "A licence just now").waitFor();
    await page.getByRole("status").filter({ hasText: "A licence just now" }).waitFor();
    await page.getByRole("link", { name: "Notifications: 1 unread" }).waitFor();
    await page.getByRole("heading", { name: "Today" }).waitFor();
  });

  test("say in the reader's language what has happened and why, lead to their ticket, and are read by that", async () => {
    const { head, ids } = await told("A licence to look at");
    const page = await signedInAs(head, "/notifications");
    await page.evaluate("localStorage.setItem('language', 'ar')");
    await page.reload();
    await item(page, "A licence to look at").getByText("مطلوب موافقة: ").waitFor();
    await item(page, "A licence to look at").getByText("السبب: بانتظار قرارك").waitFor();
    await item(page, "A licence to look at").getByRole("link").click();
    await page.waitForURL(`**/tickets/${ids[0]}`);
    await until(
      () => unreadOf(head),
      (count) => count === 0,
      "its being read",
    );
  });

  test("never break a ticket's id over two lines", async () => {
    const { head, ids } = await told("A", "Long enough", "A title that is longer than a line of a phone");
    const page = await signedInAs(head, "/notifications", await newPage({ viewport: { width: 320, height: 640 } }));
    for (const width of [320, 330, 340, 350, 360, 370, 380, 390]) {
      await page.setViewportSize({ width, height: 640 });
      for (const id of ids) {
        const lines = page.getByText(id, { exact: true }).first();
        expect(await lines.evaluate((one) => one.getClientRects().length)).toBe(1);
      }
    }
  });

  test("that are unread stand under an address of their own; one marked as read leaves it", async () => {
    const { head } = await told("The one that I read", "The one that I leave");
    const page = await signedInAs(head, "/notifications");
    await page.getByText("Unread", { exact: true }).last().waitFor();
    await page.locator("label", { hasText: "Unread" }).click();
    await page.waitForURL("**/notifications?unread=true");
    await page.getByRole("button", { name: /Mark as read.*The one that I read/ }).click();
    await item(page, "The one that I read").waitFor({ state: "detached" });
    await page.reload();
    await item(page, "The one that I leave").waitFor();
    expect(await item(page, "The one that I read").count()).toBe(0);
    await page.locator("label", { hasText: "All" }).click();
    await item(page, "The one that I read").waitFor();
  });

  test("are all read with one button, for the bell too, and stay so over a reload", async () => {
    const { head } = await told("One licence", "Another licence");
    const page = await signedInAs(head, "/notifications");
    await page.getByRole("link", { name: "Notifications: 2 unread" }).waitFor();
    await page.getByRole("button", { name: "Mark all as read" }).click();
    await page.getByRole("link", { name: /unread$/ }).waitFor({ state: "detached" });
    await until(
      () => unreadOf(head),
      (count) => count === 0,
      "all being read",
    );
    await page.reload();
    await item(page, "One licence").waitFor();
    expect(await page.getByRole("button", { name: /^Mark as read/ }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Mark all as read" }).isDisabled()).toBe(true);
  });

  test("become unread again where marking them failed", async () => {
    const { head } = await told("A licence that stays unread");
    const page = await signedInAs(head, "/notifications");
    await item(page, "stays unread").waitFor();
    await page.context().setOffline(true);
    await page.getByRole("button", { name: /^Mark as read/ }).click();
    await page.getByRole("alert").filter({ hasText: "The service cannot be reached" }).waitFor();
    await page.getByRole("button", { name: /^Mark as read/ }).waitFor();
    expect(await unreadOf(head)).toBe(1);
  });

  test("that are older come when asked for", async () => {
    const titles = Array.from({ length: 26 }, (_, index) => `Licence number ${index + 1}.`);
    const { head } = await told(...titles);
    const page = await newPage();
    await marksLive(page);
    await signedInAs(head, "/notifications", page);
    await isLive(page);
    // Whichever was asked about first: the approvals of tickets begin side by side.
    const shown = async () => {
      const counts = await Promise.all(titles.map((title) => item(page, title).count()));
      return counts.filter((count) => count > 0).length;
    };
    await eventually(shown).toBe(25);
    await page.getByRole("button", { name: "Show older ones" }).click();
    await eventually(shown).toBe(26);
    expect(await page.getByRole("button", { name: "Show older ones" }).count()).toBe(0);
  });

  test("pass axe and fit their width, read and unread ones", async () => {
    const { head } = await told("A licence with a long name ".repeat(7).trim(), "A short one");
    for (const viewport of Object.values(sizes)) {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await signedInAs(head, "/notifications", await newPage({ viewport, colorScheme }));
        await item(page, "A short one").waitFor();
        await expectAccessible(page);
        await expectNoOverflow(page);
      }
    }
  });
});
