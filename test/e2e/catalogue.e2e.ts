import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { newName } from "./admin.ts";
import { eventually, expectAccessible, expectNoOverflow, held, signedIn, sizes } from "./browser.ts";
import { admin as adminSession } from "./newcomer.ts";

const dialogOf = (page: Page) => page.getByRole("dialog");
const toast = (page: Page, text: string) => page.locator(".toast").getByText(text);
/** By key: a click so soon after the entries have moved is not taken. */
const press = (page: Page, name: string) => page.getByRole("button", { name }).press("Enter");
const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

async function addCategory(page: Page, name: string, path: string): Promise<void> {
  await page.getByRole("button", { name: "Add a category" }).click();
  await dialogOf(page).getByLabel("Name").fill(name);
  await dialogOf(page).getByRole("radio", { name: path, exact: true }).check();
  await dialogOf(page).getByRole("button", { name: "Add" }).click();
  await toast(page, `${name} is saved.`).waitFor();
}

/** What the new-ticket form says of who must approve, to a user in Finance. */
async function pathInForm(page: Page, name: string): Promise<void> {
  await page.goto("/tickets/new");
  await page.getByLabel("Category").selectOption({ label: name });
}

const offered = async (page: Page) => {
  await page.goto("/tickets/new");
  await page.getByLabel("Category").locator("option", { hasText: "Hardware issue" }).waitFor({ state: "attached" });
  return page.getByLabel("Category").locator("option").allTextContents();
};

describe("a category", () => {
  test("that is added, and its stages as they change, show in the new-ticket form", async () => {
    const name = newName("Badge");
    const [admin, user] = await Promise.all([signedIn("admin", "/categories"), signedIn("user")]);
    await addCategory(admin, name, "Head of department, then IT head");
    await rowOf(admin, name).getByText("Head of department, then IT head").waitFor();
    await pathInForm(user, name);
    await user.getByText("Goes to the head of Finance, then the IT head.").waitFor();

    await press(admin, `Edit ${name}`);
    await dialogOf(admin).getByText("keep the approvals they were raised with").waitFor();
    await dialogOf(admin).getByRole("radio", { name: "IT head", exact: true }).check();
    await dialogOf(admin).getByRole("button", { name: "Save" }).click();
    await toast(admin, `${name} is saved.`).waitFor();
    await pathInForm(user, name);
    await user.getByText("Goes to the IT head.").waitFor();
  });

  test("that is retired can be chosen no more, until that is undone", async () => {
    const name = newName("Fax");
    const [admin, user] = await Promise.all([signedIn("admin", "/categories"), signedIn("user")]);
    await addCategory(admin, name, "No approval");
    await press(admin, `Retire ${name}`);
    await toast(admin, `${name} is retired`).waitFor();
    await rowOf(admin, name).getByText("Retired").waitFor();
    expect(await offered(user)).not.toContain(name);
    await admin.getByRole("button", { name: "Undo" }).click();
    await toast(admin, `${name} can be chosen again.`).waitFor();
    expect(await offered(user)).toContain(name);
  });

  test("keeps what somebody else has changed of it while it was being changed", async () => {
    const name = newName("Visitor");
    const page = await signedIn("admin", "/categories");
    await addCategory(page, name, "No approval");
    const { client } = await adminSession();
    const { items } = (await client.listCategories({})).body;
    const { id, ...body } = items.find((one) => one.name === name) ?? expect.fail("it is not in the list");
    await press(page, `Edit ${name}`);
    await dialogOf(page).getByLabel("Name").fill(`${name} pass`);
    await client.putCategory({ params: { categoryId: id }, body: { ...body, approvals: ["hod", "it_head"] } });
    await dialogOf(page).getByRole("button", { name: "Save" }).click();
    await toast(page, `${name} pass is saved.`).waitFor();
    await rowOf(page, `${name} pass`).getByText("Head of department, then IT head").waitFor();
    await client.putCategory({ params: { categoryId: id }, body: { ...body, approvals: ["hod"] } });
    await press(page, `Retire ${name} pass`);
    await toast(page, "is retired").waitFor();
    await rowOf(page, name).getByText("Head of department", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: `Retire ${name}` }).waitFor();
  });

  test("does not take the place of one that somebody else has just given the same id", async () => {
    const name = newName("Locker");
    const page = await signedIn("admin", "/categories");
    await page.getByRole("button", { name: "Add a category" }).click();
    await dialogOf(page).getByLabel("Name").fill(name);
    const { client } = await adminSession();
    const categoryId = await dialogOf(page).getByLabel("Id").inputValue();
    await client.putCategory({ params: { categoryId }, body: { name: "Theirs", approvals: ["hod"], active: true } });
    await dialogOf(page).getByRole("button", { name: "Add" }).click();
    await dialogOf(page).getByText("Theirs already has this ID.").waitFor();
    const { items } = (await client.listCategories({})).body;
    expect(items.find(({ id }) => id === categoryId)).toMatchObject({ name: "Theirs", approvals: ["hod"] });
  });

  test("is given an id from its name, and none that is in use", async () => {
    const page = await signedIn("admin", "/categories");
    await page.getByRole("button", { name: "Add a category" }).click();
    await dialogOf(page).getByLabel("Name").fill("Lizénzen & Räume");
    expect(await dialogOf(page).getByLabel("Id").inputValue()).toBe("lizenzen-raume");
    await dialogOf(page).getByLabel("Id").fill("upgrade");
    await dialogOf(page).getByRole("button", { name: "Add" }).click();
    await dialogOf(page).getByText("Upgrade already has this ID.").waitFor();
    await dialogOf(page).getByLabel("Id").fill("Not an id");
    await dialogOf(page).getByText("Use small letters, digits and hyphens").waitFor();
    await expectAccessible(page);
  });
});

test("a department is added with the word that nobody heads it, renamed, retired and offered no more", async () => {
  const [name, other] = [newName("Legal"), newName("Law")];
  const page = await signedIn("admin", "/departments");
  await page.getByRole("button", { name: "Add a department" }).click();
  await dialogOf(page).getByLabel("Name").fill(name);
  await dialogOf(page).getByRole("button", { name: "Add" }).click();
  await toast(page, `${name} has no head`).waitFor();
  await rowOf(page, name).getByText("No head: administrators decide").waitFor();
  await press(page, `Edit ${name}`);
  await dialogOf(page).getByLabel("Name").fill(other);
  await dialogOf(page).getByRole("button", { name: "Save" }).click();
  await toast(page, `${other} is saved.`).waitFor();
  await press(page, `Retire ${other}`);
  await rowOf(page, other).getByText("Retired").waitFor();
  await page.goto("/people");
  await page.getByRole("button", { name: "Add a person" }).click();
  const departments = dialogOf(page).getByLabel("Department").locator("option");
  await departments.getByText("Finance").waitFor({ state: "attached" });
  expect(await departments.allTextContents()).not.toContain(other);
});

test.each([
  ["category", "/categories"],
  ["department", "/departments"],
])("the dialog of a %s stays while it is being saved, and says that it could not be", async (what, path) => {
  const page = await signedIn("admin", path);
  const request = await held(page, "PUT", `**/v1${path}/*`);
  await page.getByRole("button", { name: `Add a ${what}` }).click();
  await dialogOf(page).getByLabel("Name").fill(newName("Slow"));
  await dialogOf(page).getByRole("button", { name: "Add" }).click();
  await eventually(() => dialogOf(page).getByRole("button", { name: "Cancel" }).isDisabled()).toBe(true);
  await page.keyboard.press("Escape");
  await dialogOf(page).getByRole("button", { name: "Close" }).click();
  request("is lost");
  await dialogOf(page).getByRole("alert").waitFor();
  await page.keyboard.press("Escape");
  await dialogOf(page).waitFor({ state: "detached" });
  await page.getByRole("button", { name: `Add a ${what}` }).click();
  await dialogOf(page).getByLabel("Name").waitFor();
  expect(await dialogOf(page).getByRole("alert").count()).toBe(0);
});

test("only administrators find the catalogue's pages", async () => {
  const page = await signedIn("itHead");
  for (const place of ["/categories", "/departments", "/audit"]) {
    await page.goto(place);
    await page.getByText("There is nothing at this address").waitFor();
  }
});

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  test.each(Object.entries(sizes))("categories and departments pass axe and fit a %s", async (_, viewport) => {
    const page = await signedIn("admin", "/departments", { viewport, colorScheme, reducedMotion: "reduce" });
    await page.getByRole("link", { name: "Fatima Haddad" }).waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
    await page.goto("/categories");
    await page.getByRole("button", { name: "Edit Upgrade" }).waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
    await page.getByRole("button", { name: "Edit Upgrade" }).click();
    await dialogOf(page).getByRole("radio", { name: "No approval" }).waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
  });
});
