import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { eventually, expectAccessible, held, loseAnswer, newPage, signedIn, signIn, url } from "./browser.ts";
import { cast, history, raise } from "./ticketSteps.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const choose = (page: Page, name: string, buffer: Buffer) =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
const files = (page: Page) => page.getByRole("list", { name: "Files" }).getByRole("listitem");

test("a file is uploaded with its progress shown, and the download gives the same bytes", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  const content = Buffer.from("Line after line.\n".repeat(300_000));
  await page.evaluate(`{
    const seen = (globalThis.seen = new Set());
    new MutationObserver(() => {
      for (const bar of document.querySelectorAll("[role=progressbar]")) seen.add(bar.getAttribute("aria-valuenow"));
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  }`);
  await choose(page, "log.txt", content);
  await page.getByRole("button", { name: "Download log.txt" }).waitFor();
  expect(await page.evaluate("[...seen].length")).toBeGreaterThan(1);
  await history(page).getByText("attached log.txt").waitFor();

  const reader = await signedIn("hod", `/tickets/${id}`);
  const saved = reader.waitForEvent("download");
  await reader.getByRole("button", { name: "Download log.txt" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("log.txt");
  expect(readFileSync(await download.path()).equals(content)).toBe(true);
  expect(reader.url()).toContain(id);
});

test("a file that has arrived is never out of sight, however long it takes to read the ticket again", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  const read = await held(page, "GET", `**/v1/tickets/${id}`);
  await choose(page, "pixel.png", png);
  await page.getByRole("button", { name: "Download pixel.png" }).waitFor();
  expect(await files(page).count()).toBe(1);
  read("arrives");
  await history(page).getByText("attached pixel.png").waitFor();
  expect(await files(page).count()).toBe(1);
});

test("a file that is not what its name says is refused in words, and cannot be tried again", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await choose(page, "picture.txt", png);
  await files(page).getByText("the content is not text/plain (it looks like image/png)").waitFor();
  expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
  await choose(page, "program.exe", png);
  await files(page).getByText("only files ending in txt, pdf").waitFor();
  await page.getByRole("button", { name: "Remove program.exe" }).click();
  await page.getByRole("button", { name: "Remove picture.txt" }).click();
  await eventually(() => files(page).count()).toBe(0);
});

const isStorage = (address: URL) => !address.pathname.startsWith("/v1/") && address.port !== new URL(url).port;

test("who downloads a file while another is sent is not asked whether to leave; who closes the window then still is", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await choose(page, "first.png", png);
  await page.getByRole("button", { name: "Download first.png" }).waitFor();
  let asked = 0;
  page.on("dialog", (question) => {
    asked += 1;
    void question.dismiss();
  });
  const announcement = await held(page, "POST", "**/attachments");
  await choose(page, "second.png", png);
  await page.getByRole("button", { name: "Stop sending second.png" }).waitFor();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download first.png" }).click();
  expect((await saved).suggestedFilename()).toBe("first.png");
  expect(asked).toBe(0);
  await page.close({ runBeforeUnload: true });
  await eventually(() => asked).toBe(1);
  announcement("arrives");
  await page.getByRole("button", { name: "Download second.png" }).waitFor();
});

test("an upload that broke off is tried again", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await page.route(isStorage, (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await choose(page, "pixel.png", png);
  await files(page).getByText("the connection was lost").waitFor();
  await page.unroute(isStorage);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Download pixel.png" }).waitFor();
});

test("a file is not called refused where the service is only busy, and is sent by the next try", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await page.route("**/attachments", (route) => route.fulfill({ status: 503, json: { message: "Unavailable" } }), {
    times: 1,
  });
  await choose(page, "pixel.png", png);
  await files(page).getByText("It could not be sent: the service has a problem.").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Download pixel.png" }).waitFor();
});

test("a file that has arrived though the answer was lost is there once, and not called lost", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  const seen: string[] = [];
  await page.exposeFunction("seen", (text: string) => seen.push(text));
  await page.evaluate(`new MutationObserver(() => seen(document.querySelector("[aria-labelledby=files]").innerText))
    .observe(document.body, { subtree: true, childList: true, characterData: true })`);
  await loseAnswer(page, "**/complete");
  await choose(page, "pixel.png", png);
  await page.getByRole("button", { name: "Download pixel.png" }).waitFor();
  expect(await files(page).count()).toBe(1);
  expect(seen.join()).not.toContain("the connection was lost");
});

test("a file that has arrived in an outage is not sent a second time", async () => {
  const page = await newPage();
  await page.clock.install();
  await signIn(page, "user", "/tickets/new");
  await page.getByLabel("Title").fill("A file in an outage");
  await page.getByLabel("Description").fill("It gets there, and nobody hears of it.");
  await page.getByLabel("Category").selectOption({ label: "Other" });
  await choose(page, "pixel.png", png);
  await loseAnswer(page, "**/complete");
  const isTicket = (address: URL) => /^\/v1\/tickets\/T-/.test(address.pathname);
  await page.route(isTicket, (route) => (route.request().method() === "GET" ? route.abort() : route.fallback()));
  await page.getByRole("button", { name: "Raise ticket" }).click();
  await page.getByText("It could not be sent: the connection was lost.").waitFor();
  await page.unroute(isTicket);
  // The form that it was sent by would not be taken any more.
  await page.clock.fastForward("05:00");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Download pixel.png" }).waitFor();
  expect(await files(page).count()).toBe(1);
});

test("an upload on a connection that has died without a word is given up", async () => {
  const { id } = await raise(cast.finance);
  const page = await newPage();
  await page.clock.install();
  await signIn(page, "user", `/tickets/${id}`);
  await page.route(isStorage, () => {});
  const sent = page.waitForRequest((request) => isStorage(new URL(request.url())));
  await choose(page, "pixel.png", png);
  await sent;
  await page.clock.fastForward("01:10");
  await files(page).getByText("the connection was lost").waitFor();
});

test("a file that is stopped before its upload begins is not sent", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  const sent: string[] = [];
  page.on("request", (request) => request.url().startsWith(url) || sent.push(request.method()));
  let announce = () => {};
  const isHeld = new Promise<void>((resolve) => {
    announce = resolve;
  });
  await page.route("**/attachments", async (route) => {
    await isHeld;
    await route.continue();
  });
  await choose(page, "pixel.png", png);
  await page.getByRole("button", { name: "Stop sending pixel.png" }).click();
  const announced = page.waitForResponse("**/attachments");
  announce();
  await (await announced).finished();
  await choose(page, "second.png", png);
  await page.getByRole("button", { name: "Download second.png" }).waitFor();
  expect(sent.filter((method) => method === "POST")).toHaveLength(1);
});

test("files are taken by paste and by drop", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await page.getByRole("textbox", { name: "Comment" }).waitFor();
  const give = (type: "paste" | "drop", name: string) =>
    page.evaluate(`{
      const bytes = Uint8Array.from(atob("${png.toString("base64")}"), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], "${name}", { type: "image/png" }));
      const options = { bubbles: true, cancelable: true };
      const event = "${type}" === "paste"
        ? new ClipboardEvent("paste", { ...options, clipboardData: data })
        : new DragEvent("drop", { ...options, dataTransfer: data });
      document.querySelector("${type === "paste" ? "textarea" : "h1"}").dispatchEvent(event);
    }`);
  await give("paste", "image.png");
  await page.getByRole("button", { name: /Download pasted-.*\.png/ }).waitFor();
  await give("drop", "dropped.png");
  await page.getByRole("button", { name: "Download dropped.png" }).waitFor();
});

test("a file's name is text, and it is removed only after a question", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  const name = `<img src=x onerror=alert(1)>.png`;
  await choose(page, name, png);
  await page.getByRole("button", { name: `Download ${name}` }).waitFor();
  await history(page).getByText(name).waitFor();
  expect(await page.locator("main img").count()).toBe(0);
  const head = await signedIn("hod", `/tickets/${id}`);
  await head.getByRole("button", { name: `Download ${name}` }).waitFor();
  expect(await head.getByRole("button", { name: `Remove ${name}` }).count()).toBe(0);

  await page.getByRole("button", { name: `Remove ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: `Remove ${name}` }).click();
  await page.getByRole("button", { name: "Remove file" }).click();
  await eventually(() => files(page).count()).toBe(0);
  await history(page).getByText("removed the file").waitFor();
});

test("a ticket that has all its files says so instead of offering more, until one is removed", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  const offer = page.getByRole("button", { name: "Attach files" });
  await offer.waitFor();
  const all = Array.from({ length: 20 }, (_, n) => ({ name: `pixel-${n}.png`, mimeType: "image/png", buffer: png }));
  await page.locator("input[type=file]").setInputFiles(all);
  await page.getByText("This ticket has 20 files, and no room for more.").waitFor();
  await eventually(() => page.getByRole("button", { name: /^Download/ }).count()).toBe(20);
  expect(await offer.count()).toBe(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove pixel-7.png" }).click();
  await page.getByRole("button", { name: "Remove file" }).click();
  await offer.waitFor();
});
