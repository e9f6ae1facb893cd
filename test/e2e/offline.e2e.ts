import { expect, test } from "vitest";
import { signIn as session } from "../../local/session.ts";
import { newDataDir, startDesk } from "../cloud/desk.ts";
import { expectAccessible, newPage, password, people, signedIn, signIn, sizes, url } from "./browser.ts";

const wanted = {
  title: "As it was",
  description: "Nobody saw.",
  category: "hardware-issue",
  priority: "low",
} as const;
const away = "You are offline, or the service cannot be reached.";
const back = "everything is up to date";

test.each(Object.entries(sizes))(
  "who is offline is told so, and sees what happened meanwhile once back: %s",
  async (_, viewport) => {
    const { client } = await session(url, people.user, password);
    const { id } = (await client.raiseTicket({ body: wanted })).body;
    const page = await signedIn("user", `/tickets/${id}`, { viewport });
    await page.getByRole("heading", { level: 1 }).filter({ hasText: wanted.title }).waitFor();
    await page.context().setOffline(true);
    const told = page.getByRole("status").filter({ hasText: away });
    await told.waitFor();
    await expectAccessible(page);
    // The end of the page, where somebody writes, can be brought out from under it.
    await page.evaluate("scrollTo(0, document.body.scrollHeight)");
    const send = await page.getByRole("button", { name: "Send comment" }).boundingBox();
    expect(Number(send?.y) + Number(send?.height)).toBeLessThan(Number((await told.boundingBox())?.y));
    const seen = await client.getTicket({ params: { ticketId: id } });
    const headers = { "if-match": String(seen.headers.get("etag")) };
    await client.editTicket({ params: { ticketId: id }, body: { title: "Changed meanwhile" }, headers });
    await page.context().setOffline(false);
    await page.getByRole("status").filter({ hasText: back }).waitFor();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("Changed meanwhile");
    await expectAccessible(page);
  },
);

test("one connection is opened, however often the browser says that it is online", async () => {
  const page = await newPage();
  const asked: string[] = [];
  page.on("request", (request) => request.url().endsWith("/v1/socket-tickets") && asked.push(request.url()));
  const opened = page.waitForEvent("websocket");
  await page.addInitScript(`document.addEventListener("DOMContentLoaded", () => {
    setInterval(() => dispatchEvent(new Event("online")), 5);
  })`);
  await signIn(page, "user");
  await opened;
  expect(asked).toHaveLength(1);
});

test("a page whose code can't be loaded says so, all around it stays usable, and it comes with the next try", async () => {
  const page = await signedIn("user", "/profile");
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Tickets", exact: true }).first().click();
  await page.getByRole("heading", { level: 1, name: "This page could not be shown" }).waitFor();
  await page.getByRole("link", { name: "Profile" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Profile" }).waitFor();
  await page.getByRole("link", { name: "Tickets", exact: true }).first().click();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { level: 1, name: "Tickets" }).waitFor();
});

test("code that cannot be loaded never leaves an empty page: at the start, behind the sign-in, in a dialog", async () => {
  const page = await newPage({ locale: "ar" });
  const scripts = "**/assets/*.js";
  await page.route("**/assets/ar-*.js", (route) => route.abort());
  await page.goto("/");
  await page.getByRole("alert").filter({ hasText: "تعذّر تحميل مكتب التذاكر" }).waitFor();
  await expectAccessible(page);
  await page.unroute("**/assets/ar-*.js");
  await page.getByRole("button", { name: "إعادة المحاولة" }).click();
  await page.locator("input[name=email]").fill(people.user);
  await page.locator("input[name=password]").fill(password);
  await page.route(scripts, (route) => route.abort());
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "تعذّر تحميل مكتب التذاكر" }).waitFor();
  await page.unroute(scripts);
  await page.getByRole("button", { name: "إعادة المحاولة" }).click();
  await page.locator(".page-title").waitFor();
  await page.waitForLoadState("networkidle");
  await page.route(scripts, (route) => route.abort());
  await page.keyboard.press("Control+k");
  await page.getByRole("alert").filter({ hasText: "تعذّر تحميل هذا الجزء" }).waitFor();
  await expectAccessible(page);
  await page.locator(".page-title").waitFor();
});

test("a service that does not answer is told like a lost connection, until it answers again", async () => {
  const dataDir = newDataDir();
  const first = await startDesk({}, dataDir);
  const page = await newPage({ baseURL: first.url });
  await page.goto("/tickets");
  await page.locator("input[name=email]").fill(people.admin);
  await page.locator("input[name=password]").fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Tickets" }).waitFor();
  await page.getByRole("link", { name: "Notifications" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Notifications" }).waitFor();
  await page.waitForLoadState("networkidle");
  await first.kill();
  await page.getByRole("link", { name: "Tickets", exact: true }).first().click();
  await page.getByRole("searchbox").or(page.getByRole("textbox")).first().fill("cable");
  await page.getByRole("status").filter({ hasText: away }).waitFor();
  const again = await startDesk({ PORT: new URL(first.url).port }, dataDir);
  try {
    await page.getByRole("status").filter({ hasText: back }).waitFor({ timeout: 40_000 });
    expect(await page.getByRole("alert").count()).toBe(0);
  } finally {
    await again.stop();
  }
}, 180_000);
