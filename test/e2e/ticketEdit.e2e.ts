import { expect, test } from "vitest";
import { eventually, held, signedIn } from "./browser.ts";
import { cast, history, raise, say } from "./ticketSteps.ts";

const edit = (ticketId: string, version: number, body: { title?: string; priority?: "high" }) =>
  cast.admin.client.editTicket({ params: { ticketId }, body, headers: { "if-match": `"${version}"` } });

const versionOf = async (ticketId: string) =>
  (await cast.admin.client.getTicket({ params: { ticketId } })).body.version;

test("an edit is saved, and the history says from what to what", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Title").fill("The printer whistles");
  await page.getByLabel("Priority").selectOption("high");
  // What is not saved yet is there again after a reload.
  await page.reload();
  await page.getByRole("button", { name: "Edit" }).click();
  expect(await page.getByLabel("Title").inputValue()).toBe("The printer whistles");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "The printer whistles" }).waitFor();
  await history(page).locator("del", { hasText: "The printer hums" }).waitFor();
  await history(page).locator("ins", { hasText: "The printer whistles" }).waitFor();
});

test("comments that came meanwhile do not stand in the way of an edit", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Title").fill("The printer whistles");
  await say(cast.itHead, id, "Which printer?");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "The printer whistles" }).waitFor();
});

test("two who edit at once: the second sees what changed, keeps their text, and saves it on top", async () => {
  const { id } = await raise(cast.finance);
  const [first, second] = [await signedIn("admin", `/tickets/${id}`), await signedIn("user", `/tickets/${id}`)];
  for (const page of [first, second]) await page.getByRole("button", { name: "Edit" }).click();
  await second.getByLabel("Title").fill("My title");
  await first.getByLabel("Title").fill("Their title");
  await first.getByLabel("Priority").selectOption("high");
  await first.getByRole("button", { name: "Save" }).click();
  await first.getByRole("dialog").waitFor({ state: "hidden" });

  await second.getByRole("button", { name: "Save" }).click();
  const conflict = second
    .getByRole("alert")
    .filter({ hasText: "Somebody else has changed this ticket in the meantime" });
  await conflict.getByText("Their title").waitFor();
  await conflict.getByText("My title").waitFor();
  await conflict.getByText("You did not change this").waitFor();
  expect(await second.getByLabel("Title").inputValue()).toBe("My title");

  await second.getByRole("button", { name: "Keep mine and save" }).click();
  await second.getByRole("heading", { level: 1, name: "My title" }).waitFor();
  const { body } = await cast.admin.client.getTicket({ params: { ticketId: id } });
  expect([body.title, body.priority]).toEqual(["My title", "high"]);
});

test("who takes theirs goes on from there", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Title").fill("My title");
  await edit(id, await versionOf(id), { title: "Their title" });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Take theirs" }).click();
  expect(await page.getByLabel("Title").inputValue()).toBe("Their title");
  await page.getByLabel("Title").fill("Their title, and more");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "Their title, and more" }).waitFor();
});

test("changes that are discarded do not come back", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Title").fill("Not this");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Edit" }).click();
  expect(await page.getByLabel("Title").inputValue()).toBe("The printer hums");
});

test("an edit that is being saved takes no other words, and cannot be discarded any more", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Title").fill("The printer whistles");
  await say(cast.itHead, id, "Which printer?");
  await history(page).getByText("Which printer?").waitFor();
  // Somebody has commented: it is read anew, and sent once more.
  const patch = await held(page, "PATCH", `**/v1/tickets/${id}`);
  await page.getByRole("button", { name: "Save" }).click();
  await eventually(() => page.getByLabel("Title").isDisabled()).toBe(true);
  const reading = await held(page, "GET", `**/v1/tickets/${id}`);
  const isRefused = page.waitForResponse((response) => response.status() === 412);
  patch("arrives");
  await (await isRefused).finished();
  await eventually(() => page.getByRole("dialog").getByRole("alert").count()).toBe(0);
  await eventually(() => page.getByRole("button", { name: "Discard changes" }).isDisabled()).toBe(true);
  reading("arrives");
  await page.getByRole("heading", { level: 1, name: "The printer whistles" }).waitFor();
});

test("an edit whose answer was lost is saved, and no conflict with itself", async () => {
  const { id } = await raise(cast.finance);
  const page = await signedIn("user", `/tickets/${id}`);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Title").fill("The  printer whistles ");
  const isEdit = (address: URL) => address.pathname === `/v1/tickets/${id}`;
  await page.route(isEdit, async (route) => {
    if (route.request().method() !== "PATCH") return route.continue();
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Your connection may be down").waitFor();
  await page.unroute(isEdit);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.getByRole("heading", { level: 1, name: "The printer whistles" }).waitFor();
});
