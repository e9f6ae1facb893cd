import { beforeAll, describe, expect, test } from "vitest";
import { type Cast, castOf } from "../cloud/desk.ts";
import { newName, newPerson } from "./admin.ts";
import { eventually, expectAccessible, expectNoOverflow, signedIn, sizes, url } from "./browser.ts";

let cast: Cast;
beforeAll(async () => {
  cast = await castOf(url);
});

/** Somebody who was made, and then became a technician in Engineering. */
async function changedPerson() {
  const account = await newPerson(cast.admin, { name: newName("Audra") });
  const body = { role: "technician", department: "engineering" } as const;
  await cast.admin.client.changeUser({ params: { userId: account.id }, body });
  return account;
}

test("a change shows who made it, exactly when, and how it was before and after", async () => {
  const { id, name } = await changedPerson();
  const page = await signedIn("admin", `/people/${id}`);
  await page.getByRole("link", { name: "Their audit trail" }).click();
  const entry = page.getByRole("listitem").filter({ hasText: `Account changed: ${name}` });
  await entry.getByText("by Administrator").waitFor();
  expect(await entry.getByRole("deletion").allTextContents()).toEqual(["User", "Finance"]);
  expect(await entry.getByRole("insertion").allTextContents()).toEqual(["Technician", "Engineering"]);
  const { items } = (await cast.admin.client.listAudit({ query: { person: id, kind: "AccountChanged" } })).body;
  expect(await entry.locator("time").getAttribute("datetime")).toBe(items[0]?.at);
  expect(await entry.locator("time").textContent()).toMatch(/^\d{1,2} \w+ \d{4}, \d\d:\d\d:\d\d/);
  const created = page.getByRole("listitem").filter({ hasText: `Account created: ${name}` });
  await created.getByText("User", { exact: true }).waitFor();
});

test("filters by person and kind stand in the address, and survive a reload", async () => {
  const { id, name } = await changedPerson();
  const page = await signedIn("admin", "/audit");
  await page.getByPlaceholder("Anybody").fill(name);
  await page.getByRole("option", { name }).click();
  await page.getByText("2 in total").waitFor();
  await page.getByLabel("What was done").selectOption({ label: "Account changed" });
  await page.getByText("1 in total").waitFor();
  expect(new URL(page.url()).search).toBe(`?person=${id}&kind=AccountChanged`);
  await page.reload();
  await page.getByText("1 in total").waitFor();
  await eventually(() => page.getByPlaceholder("Anybody").inputValue()).toBe(name);
  await page.getByLabel("What was done").selectOption({ label: "Password reset" });
  await page.getByText("Nothing matches these filters").waitFor();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByText(`Account changed: ${name}`).waitFor();
  expect(new URL(page.url()).search).toBe("");
});

test("the trail goes on where it is longer than a page", async () => {
  const { id } = await newPerson(cast.admin, { name: newName("Rename") });
  for (let n = 1; n <= 26; n++)
    await cast.admin.client.changeUser({ params: { userId: id }, body: { name: `Renamed ${n}` } });
  const page = await signedIn("admin", `/audit?person=${id}`);
  await page.getByText("Showing the first 25").waitFor();
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByText("27 in total").waitFor();
});

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  test.each(Object.entries(sizes))("the audit trail passes axe and fits a %s", async (_, viewport) => {
    const { name } = await changedPerson();
    const page = await signedIn("admin", "/audit", { viewport, colorScheme, reducedMotion: "reduce" });
    await page.getByText(`Account changed: ${name}`).waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
    await page.getByPlaceholder("Anybody").click();
    await page.locator("[role=option]").first().waitFor();
    await expectAccessible(page);
  });
});
