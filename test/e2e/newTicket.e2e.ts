import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { type Session, signIn as signInToApi } from "../../local/session.ts";
import {
  eventually,
  expectAccessible,
  expectNoOverflow,
  held,
  password,
  people,
  signedIn,
  signIn,
  sizes,
  url,
} from "./browser.ts";

let requester: Session;
beforeAll(async () => {
  requester = await signInToApi(url, people.user, password);
});

const title = (page: Page) => page.getByLabel("Title");
const raise = (page: Page) => page.getByRole("button", { name: "Raise ticket" });
async function fill(page: Page, called: string, category = "Other"): Promise<void> {
  await title(page).fill(called);
  await page.getByLabel("Description").fill("It has to be done by Monday.");
  await page.getByLabel("Category").selectOption({ label: category });
}
const ticketsCalled = async (called: string) =>
  (await requester.client.listTickets({ query: { limit: 100 } })).body.items.filter((one) => one.title === called);
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const file = (name: string, buffer = picture, mimeType = "image/png") => ({ name, mimeType, buffer });

test("who must approve is said in words before anything is sent", async () => {
  const page = await signedIn("user", "/tickets/new");
  const path = page.locator(".approval-path");
  await path.getByText("Choose a category").waitFor();
  await page.getByLabel("Category").selectOption({ label: "License request" });
  await path.getByText("Goes to the head of Finance, then the IT head.").waitFor();
  await page.getByLabel("Category").selectOption({ label: "Other" });
  await path.getByText("Needs no approval").waitFor();
});

test("a field follows the direction of what is written in it", async () => {
  const page = await signedIn("user", "/tickets/new");
  const direction = (label: string) =>
    page.evaluate(`getComputedStyle(document.querySelector(".ticket-form [name=${label.toLowerCase()}]")).direction`);
  for (const label of ["Title", "Description"]) {
    await page.getByLabel(label).fill("الطابعة لا تعمل.");
    expect(await direction(label)).toBe("rtl");
    await page.getByLabel(label).fill("The printer is silent.");
    expect(await direction(label)).toBe("ltr");
  }
});

test("a double click raises one ticket, and leads to it", async () => {
  const called = `Twice ${Date.now()}`;
  const page = await signedIn("user", "/tickets/new");
  await fill(page, called);
  await raise(page).dblclick();
  await page.waitForURL(/\/tickets\/T-/);
  expect(await ticketsCalled(called)).toHaveLength(1);
  await page.goto("/tickets/new");
  expect(await title(page).inputValue()).toBe("");
});

test("an answer that is lost on the way makes no second ticket", async () => {
  const called = `Lost ${Date.now()}`;
  const page = await signedIn("user", "/tickets/new");
  const keys: (string | undefined)[] = [];
  await page.route("**/v1/tickets", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await fill(page, called);
  await raise(page).click();
  await page.waitForURL(/\/tickets\/T-/);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await ticketsCalled(called)).toHaveLength(1);
});

test("what is missing is said at its field, and the first takes the focus", async () => {
  const page = await signedIn("user", "/tickets/new");
  await title(page).fill("Only a title");
  await raise(page).click();
  await page.getByText("Describe it in a sentence or two.").waitFor();
  await page.getByText("Choose a category.", { exact: true }).waitFor();
  expect(await page.evaluate("document.activeElement.name")).toBe("description");
  expect(await page.getByLabel("Description").getAttribute("aria-invalid")).toBe("true");
  await expectAccessible(page);
});

test("what is too long is said as it is typed, what the service refuses at its field, and nothing typed is lost", async () => {
  const page = await signedIn("user", "/tickets/new");
  await fill(page, "x".repeat(201));
  await page.getByText("Too long: 201 characters. The limit is 200.").waitFor();
  // Nothing that can be seen.
  await title(page).fill("\u200b");
  await raise(page).click();
  await page.getByText("Must not be empty.").waitFor();
  expect(await title(page).getAttribute("aria-invalid")).toBe("true");
  expect(await title(page).inputValue()).toBe("\u200b");
  expect(await page.getByRole("alert").filter({ hasText: "did not work" }).count()).toBe(0);
  await page.evaluate("localStorage.setItem('language', 'ar')");
  await page.reload();
  await page.locator("form [type=submit]").click();
  await page.getByText("هذا الحقل مطلوب.").waitFor();
});

test("a draft survives a crash of the browser, and is nobody else's", async () => {
  const page = await signedIn("user", "/tickets/new");
  await fill(page, "Half written", "Upgrade");
  const context = page.context();
  // A tab that dies says no goodbye.
  const next = await context.newPage();
  await page.close({ runBeforeUnload: false });
  await signIn(next, "user", "/tickets/new");
  expect(await title(next).inputValue()).toBe("Half written");
  expect(await next.getByLabel("Description").inputValue()).toBe("It has to be done by Monday.");
  await next.locator(".approval-path").getByText("head of Finance").waitFor();
  const other = await context.newPage();
  await next.close();
  await signIn(other, "hod", "/tickets/new");
  expect(await title(other).inputValue()).toBe("");
  const last = await context.newPage();
  await other.close();
  await signIn(last, "user", "/tickets/new");
  await last.getByRole("button", { name: "Discard" }).click();
  await last.reload();
  expect(await title(last).inputValue()).toBe("");
});

test("files go with the ticket: chosen, dropped and pasted", async () => {
  const called = `With files ${Date.now()}`;
  const page = await signedIn("user", "/tickets/new");
  await fill(page, called);
  await page
    .locator("input[type=file]")
    .setInputFiles([file("chosen.png"), file("notes.txt", Buffer.from("hello"), "text/plain")]);
  await give(page, "drop", "dropped.png");
  await give(page, "paste", "pasted.png");
  await page.getByRole("button", { name: "Remove notes.txt" }).click();
  await eventually(() => page.getByRole("list", { name: "Files to attach" }).getByRole("listitem").count()).toBe(3);
  await raise(page).click();
  await page.waitForURL(/\/tickets\/T-/);
  const [{ id } = { id: "" }] = await ticketsCalled(called);
  const { attachments } = (await requester.client.getTicket({ params: { ticketId: id } })).body;
  expect(attachments.map(({ name }) => name).sort()).toEqual(["chosen.png", "dropped.png", "pasted.png"]);
});

test("who goes elsewhere while a ticket is being raised finds it with its files, and no draft of it", async () => {
  const called = `Left alone ${Date.now()}`;
  const page = await signedIn("user", "/tickets/new");
  const { promise: mayGo, resolve: go } = Promise.withResolvers<void>();
  await page.route("**/v1/tickets", async (route) => {
    if (route.request().method() === "POST") await mayGo;
    await route.continue();
  });
  await fill(page, called);
  await page.locator("input[type=file]").setInputFiles([file("left.png")]);
  await raise(page).click();
  // What is typed now would not go with it.
  await eventually(() => title(page).isDisabled()).toBe(true);
  await page.getByRole("link", { name: "Profile" }).click();
  await page.getByRole("heading", { level: 1, name: "Profile" }).waitFor();
  go();
  const files = async () => {
    const [{ id } = { id: "" }] = await ticketsCalled(called);
    if (!id) return [];
    const { attachments } = (await requester.client.getTicket({ params: { ticketId: id } })).body;
    return attachments.map(({ name, state }) => `${name} ${state}`);
  };
  await eventually(files).toEqual(["left.png available"]);
  await page.goto("/tickets/new");
  expect(await title(page).inputValue()).toBe("");
});

test("who leaves while a ticket is raised hears where it could not be, and finds what they wrote", async () => {
  const called = `Left in a tunnel ${Date.now()}`;
  const page = await signedIn("user", "/tickets/new");
  await fill(page, called);
  let refuse = () => {};
  const isHeld = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  await page.route("**/v1/tickets", async (route) => {
    await isHeld;
    await route.fulfill({ status: 503, json: { message: "Service Unavailable" } });
  });
  await raise(page).click();
  await page.getByRole("link", { name: "Profile" }).click();
  await page.getByRole("heading", { level: 1, name: "Profile" }).waitFor();
  refuse();
  const told = page.getByRole("status").filter({ hasText: "This could not be sent. What you wrote is kept:" });
  await told.getByRole("link", { name: "New ticket" }).click();
  await eventually(() => page.getByLabel("Title").inputValue()).toBe(called);
});

test("who leaves while files are sent hears from the page they are on that some have not arrived", async () => {
  const called = `Left behind ${Date.now()}`;
  const page = await signedIn("user", "/tickets/new");
  await fill(page, called);
  await page.locator("input[type=file]").setInputFiles([file("behind.png")]);
  const { url: place } = await uploadPlace();
  const upload = await held(page, "POST", `${place}**`);
  await raise(page).click();
  await page.getByText("1 file is on its way.").waitFor();
  // Whoever would close the window is asked.
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await page.getByRole("link", { name: "Profile" }).click();
  await page.getByRole("heading", { level: 1, name: "Profile" }).waitFor();
  upload("is lost");
  const told = page.getByRole("status").filter({ hasText: "behind.png" });
  await told.waitFor();
  // The pointer is still on the entry of the menu.
  await expectAccessible(page);
  await told.getByRole("link").click();
  await page.getByRole("heading", { level: 1, name: called }).waitFor();
  await told.waitFor();
  await told.getByRole("button", { name: "Close" }).click();
  await told.waitFor({ state: "detached" });
});

test("cells of a spreadsheet are pasted as text, not as the picture that comes with them", async () => {
  const page = await signedIn("user", "/tickets/new");
  await title(page).waitFor();
  const isLeftAlone = await page.evaluate(`{
    const data = new DataTransfer();
    data.setData("text/plain", "12\\t34");
    data.items.add(new File(["cells"], "image.png", { type: "image/png" }));
    const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector("[name=description]").dispatchEvent(paste);
  }`);
  expect(isLeftAlone).toBe(true);
  expect(await page.getByRole("list", { name: "Files to attach" }).count()).toBe(0);
});

test("who discards a ticket discards its files, too", async () => {
  const page = await signedIn("user", "/tickets/new");
  await page.locator("input[type=file]").setInputFiles([file("not-this-one.png")]);
  await page.getByText("not-this-one.png").waitFor();
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByText("not-this-one.png").waitFor({ state: "detached" });
});

test("what the desk does not take is said at once, by name, and markup in it is text", async () => {
  const page = await signedIn("user", "/tickets/new");
  await title(page).waitFor();
  const long = `${"n".repeat(197)}.png`;
  await page
    .locator("input[type=file]")
    .setInputFiles([file("<img src=x>.exe"), file("nothing.png", Buffer.alloc(0)), file(long)]);
  await page.getByText(`${long}: the name of a file has at most 200 characters.`).waitFor();
  await page.getByText("<img src=x>.exe: files of this kind can't be attached.").waitFor();
  await page.getByText("nothing.png is empty.").waitFor();
  expect(await page.locator(".ticket-form img").count()).toBe(0);
});

test("a file that is cut off can be sent again, and the ticket is there meanwhile", async () => {
  const called = `Cut off ${Date.now()}`;
  const page = await signedIn("user", "/tickets/new");
  await fill(page, called);
  await page.locator("input[type=file]").setInputFiles([file("shaky.png")]);
  const { url: place } = await uploadPlace();
  const isPlace = (address: URL) => address.href.startsWith(place);
  await page.route(isPlace, (route) => route.abort());
  await raise(page).click();
  await page.getByText("the connection was lost").waitFor();
  expect(await ticketsCalled(called)).toHaveLength(1);
  await expectAccessible(page);
  await page.unroute(isPlace);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.waitForURL(/\/tickets\/T-/);
});

test.each(Object.entries(sizes))("filled in, it passes axe and fits a %s", async (_, viewport) => {
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await signedIn("user", "/tickets/new", { viewport, colorScheme });
    await fill(page, "x".repeat(120), "License request");
    await page.locator("input[type=file]").setInputFiles([file(`${"long ".repeat(30)}.png`), file("bad.exe")]);
    await page.getByText("bad.exe").waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
  }
});

/** As if somebody dropped or pasted a picture. */
const give = (page: Page, how: "drop" | "paste", name: string) =>
  page.evaluate(`
    const data = new DataTransfer();
    const bytes = Uint8Array.from(atob("${picture.toString("base64")}"), (one) => one.charCodeAt(0));
    data.items.add(new File([bytes], "${name}", { type: "image/png" }));
    const rest = { bubbles: true, cancelable: true };
    document.querySelector(".ticket-form").dispatchEvent(
      "${how}" === "drop"
        ? new DragEvent("drop", { dataTransfer: data, ...rest })
        : new ClipboardEvent("paste", { clipboardData: data, ...rest }),
    );
  `);

/** Where files go, learnt as the client does. */
async function uploadPlace() {
  const body = { title: "Where files go", description: "-", category: "other", priority: "low" as const };
  const { id } = (await requester.client.raiseTicket({ body })).body;
  const announced = { name: "a.png", size: picture.length, contentType: "image/png" };
  return (await requester.client.startUpload({ params: { ticketId: id }, body: announced })).body.upload;
}
