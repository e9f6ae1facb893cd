import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { until } from "../../local/until.ts";
import { type Cast, castOf } from "../cloud/desk.ts";
import { mailsTo, newcomer, ownPassword, temporaryPassword } from "../cloud/newcomers.ts";
import { newAddress, newPerson } from "./admin.ts";
import {
  eventually,
  expectAccessible,
  expectNoOverflow,
  held,
  loseAnswer,
  newPage,
  signedIn,
  signIn,
  sizes,
  url,
} from "./browser.ts";

let cast: Cast;
beforeAll(async () => {
  cast = await castOf(url);
});

const dialogOf = (page: Page) => page.getByRole("dialog");
const toast = (page: Page, text: string | RegExp) => page.locator(".toast").getByText(text);
const optionsOf = (page: Page, label: string) => dialogOf(page).getByLabel(label).locator("option").allTextContents();

async function add(page: Page, { email, name }: { email: string; name: string }): Promise<void> {
  await page.getByRole("button", { name: "Add a person" }).click();
  await dialogOf(page).getByLabel("E-mail").fill(email);
  await dialogOf(page).getByLabel("Name").fill(name);
  const department = dialogOf(page).getByLabel("Department");
  if ((await department.inputValue()) === "") await department.selectOption("finance");
  await page.getByRole("button", { name: "Send the invitation" }).click();
}

describe("somebody new", () => {
  test("gets an invitation by e-mail, and signs in with its temporary password", async () => {
    const page = await signedIn("admin", "/people");
    const email = newAddress();
    await add(page, { email, name: "Wanda Newling" });
    await toast(page, `An invitation is on its way to ${email}`).waitFor();
    await page.getByRole("link", { name: "Wanda Newling" }).first().waitFor();

    const theirs = await newPage();
    await theirs.goto("/");
    await theirs.locator("input[name=email]").fill(email);
    await theirs.locator("input[name=password]").fill(await temporaryPassword(url, email));
    await theirs.getByRole("button", { name: "Sign in" }).click();
    await theirs.getByLabel("New password").first().fill(ownPassword);
    await theirs.getByRole("button", { name: "Save and sign in" }).click();
    await theirs.locator(".page-title").waitFor();
  });

  test("is refused at the field: an address that is taken, a phone number that is none", async () => {
    const page = await signedIn("admin", "/people");
    await add(page, { email: "user.finance@example.com", name: "Wanda Twice" });
    const email = dialogOf(page).getByLabel("E-mail");
    await dialogOf(page).getByText("there is an account with this e-mail address already").waitFor();
    expect(await email.getAttribute("aria-invalid")).toBe("true");
    expect(await email.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
    await expectAccessible(page);

    await email.fill(newAddress());
    await dialogOf(page).getByLabel("Phone").fill("12 34");
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await dialogOf(page).getByText("is not a phone number").waitFor();
    expect(await dialogOf(page).getByLabel("Phone").getAttribute("aria-invalid")).toBe("true");
  });

  test("cannot be lost sight of: the dialog stays while the request is on its way, and says why it failed", async () => {
    const page = await signedIn("admin", "/people");
    const request = await held(page, "POST", "**/v1/users");
    await add(page, { email: "user.finance@example.com", name: "Wanda Waiting" });
    await eventually(() => dialogOf(page).getByRole("button", { name: "Cancel" }).isDisabled()).toBe(true);
    await page.keyboard.press("Escape");
    await dialogOf(page).getByRole("button", { name: "Close" }).click();
    request("arrives");
    await dialogOf(page).getByText("there is an account with this e-mail address already").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await dialogOf(page).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Add a person" }).click();
    await dialogOf(page).getByLabel("E-mail").waitFor();
    expect(await dialogOf(page).getByText("there is an account").count()).toBe(0);
  });

  test("joins the head's own department as a user, and nothing else is offered to a head", async () => {
    const page = await signedIn("hod", "/people");
    await page.getByRole("link", { name: "Priya Raman" }).waitFor();
    expect(await page.getByRole("link", { name: "Tomás Oliveira" }).count()).toBe(0);
    const email = newAddress();
    await page.getByRole("button", { name: "Add a person" }).click();
    expect(await optionsOf(page, "Role")).toEqual(["User"]);
    await eventually(() => optionsOf(page, "Department")).toEqual(["Finance"]);
    await page.getByRole("button", { name: "Cancel" }).click();
    await dialogOf(page).waitFor({ state: "hidden" });
    await add(page, { email, name: "Fina Ledger" });
    await toast(page, email).waitFor();
    const [made] = (await cast.admin.client.listUsers({ query: { q: email } })).body.items;
    expect(made).toMatchObject({ role: "user", department: "finance" });
  });
});

describe("what is offered", () => {
  test("an IT head changes users and technicians, and only looks at the others", async () => {
    const page = await signedIn("itHead", "/people?q=Ana");
    await page.getByRole("link", { name: "Ana Kovač" }).click();
    await page.getByRole("button", { name: "Save changes" }).waitFor();
    expect(await page.getByLabel("Role").locator("option").allTextContents()).toEqual(["User", "Technician"]);
    await page.goto("/people?role=hod");
    await page.getByRole("link", { name: "Fatima Haddad" }).click();
    await page.getByText("Only an administrator can change accounts with this role.").waitFor();
    expect(await page.getByRole("button", { name: /Save|Disable|Reset/ }).count()).toBe(0);
  });

  test("to a user there are no people, and to a head nobody of another department", async () => {
    const page = await signedIn("user", "/people");
    await page.getByText("There is nothing at this address").waitFor();
    const other = (await cast.admin.client.listUsers({ query: { q: "Tomás" } })).body.items[0]?.id;
    const head = await signedIn("hod", `/people/${other}`);
    await head.getByText("There is nothing at this address").waitFor();
  });
});

describe("a change", () => {
  test("of role is announced, asked about with the focus on the safe answer, and made once confirmed", async () => {
    const { id } = await newPerson(cast.admin, { name: "Rita Roles" });
    const page = await signedIn("admin", `/people/${id}`);
    await page.getByLabel("Role").selectOption("technician");
    await page.getByText("What they can see and do changes at once.").waitFor();
    await page.getByRole("button", { name: "Save changes" }).click();
    const cancel = dialogOf(page).getByRole("button", { name: "Cancel" });
    await cancel.and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Escape");
    await dialogOf(page).waitFor({ state: "hidden" });
    expect((await cast.admin.client.getUser({ params: { userId: id } })).body.role).toBe("user");

    await page.getByRole("button", { name: "Save changes" }).click();
    await dialogOf(page).getByRole("button", { name: "Change" }).click();
    await toast(page, "Saved.").waitFor();
    expect((await cast.admin.client.getUser({ params: { userId: id } })).body.role).toBe("technician");
  });

  test("does not lose the department while the list of departments is not there", async () => {
    const { id } = await newPerson(cast.admin, { name: "Dora Departed" });
    const page = await newPage();
    await page.route("**/v1/departments", (route) => route.abort());
    await signIn(page, "admin", `/people/${id}`);
    expect(await page.getByLabel("Department").inputValue()).toBe("finance");
    await page.getByLabel("Name").fill("Dora Arrived");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByRole("heading", { level: 1, name: "Dora Arrived" }).waitFor();
  });

  test("of name and phone is saved at once, the phone number however it is written", async () => {
    const { id } = await newPerson(cast.admin, { name: "Nora Old" });
    const page = await signedIn("itHead", `/people/${id}`);
    await page.getByLabel("Name").fill("Nora New");
    await page.getByLabel("Phone").fill("0049 151 / 123-456 78");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByRole("heading", { level: 1, name: "Nora New" }).waitFor();
    const { body } = await cast.admin.client.getUser({ params: { userId: id } });
    expect(body).toMatchObject({ name: "Nora New", phone: "+4915112345678" });
  });

  test("keeps what is typed while it is being saved", async () => {
    const { id } = await newPerson(cast.admin, { name: "Nora Slow" });
    const page = await signedIn("itHead", `/people/${id}`);
    const answer = await held(page, "PATCH", `**/v1/users/${id}`);
    await page.getByLabel("Name").fill("Nora Slower");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByLabel("Phone").fill("+4915112345678");
    answer("arrives");
    await page.getByRole("heading", { level: 1, name: "Nora Slower" }).waitFor();
    await page.getByText("Saved.").waitFor();
    expect(await page.getByLabel("Phone").inputValue()).toBe("+4915112345678");
  });

  test("to the last administrator is refused in words, by disabling or by another role", async () => {
    const [admin] = (await cast.admin.client.listUsers({ query: { role: "admin" } })).body.items;
    const page = await signedIn("admin", `/people/${admin?.id}`);
    await page.getByRole("button", { name: "Disable account" }).click();
    await dialogOf(page).getByText("somebody else has to enable it again").waitFor();
    await dialogOf(page).getByRole("button", { name: "Disable" }).click();
    await dialogOf(page).getByText("this is the last administrator").waitFor();
    await expectAccessible(page);
    await dialogOf(page).getByRole("button", { name: "Cancel" }).click();
    await page.getByLabel("Role").selectOption("user");
    await page.getByLabel("Department").selectOption("finance");
    await page.getByRole("button", { name: "Save changes" }).click();
    await dialogOf(page).getByRole("button", { name: "Change" }).click();
    await dialogOf(page).getByText("this is the last administrator").waitFor();
  });
});

test("a disabled technician is signed out, and their open ticket is back in the queue", async () => {
  const name = "Tilda Leaver";
  const wanted = { email: newAddress(), name, role: "technician", department: "it" } as const;
  const { account } = await newcomer(url, cast.admin, wanted);
  const ticket = { title: "Screen flickers", description: "Since noon.", category: "other", priority: "low" } as const;
  const ticketId = (await cast.finance.client.raiseTicket({ body: ticket })).body.id;
  await cast.itHead.client.assignTicket({ params: { ticketId }, body: { technicianId: account.id } });

  const page = await signedIn("admin", `/people/${account.id}`);
  await page.getByRole("button", { name: "Disable account" }).click();
  await dialogOf(page).getByText("Their unfinished tickets go back to the queue.").waitFor();
  await dialogOf(page).getByText("They are signed out everywhere at once").waitFor();
  await dialogOf(page).getByRole("button", { name: "Disable" }).click();
  await toast(page, `${name} can no longer sign in.`).waitFor();
  await page.getByText("This account is disabled").waitFor();
  const read = async () => (await cast.itHead.client.getTicket({ params: { ticketId } })).body;
  const back = await until(read, ({ assignee }) => assignee === null, "the ticket to be back in the queue");
  expect(back.status).toBe("open");

  await page.getByRole("button", { name: "Enable account" }).click();
  await toast(page, `${name} can sign in again.`).waitFor();
  await page.getByRole("button", { name: "Disable account" }).waitFor();
});

test("a password that is reset again after a lost answer is reset once, with one code", async () => {
  const email = newAddress();
  const { account } = await newcomer(url, cast.admin, { email });
  const page = await signedIn("admin", `/people/${account.id}`);
  await loseAnswer(page, "**/password-reset");
  await page.getByRole("button", { name: "Reset password" }).click();
  await dialogOf(page).getByRole("button", { name: "Reset" }).click();
  await dialogOf(page).getByRole("alert").waitFor();
  const again = page.waitForResponse("**/password-reset");
  await dialogOf(page).getByRole("button", { name: "Reset" }).click();
  expect((await again).headers()["idempotency-replayed"]).toBe("true");
  await toast(page, `A code for a new password is on its way to ${email}.`).waitFor();
  // One mail invited them.
  expect(await mailsTo(url, email)).toHaveLength(2);
});

test("a reset password sends a code, after the question that says what follows", async () => {
  const email = newAddress();
  const { account } = await newcomer(url, cast.admin, { email });
  const page = await signedIn("admin", `/people/${account.id}`);
  await page.getByRole("button", { name: "Reset password" }).click();
  await dialogOf(page).getByText("Their current password stops working at once").waitFor();
  await dialogOf(page).getByRole("button", { name: "Reset" }).click();
  await toast(page, `A code for a new password is on its way to ${email}.`).waitFor();
  const mails = await until(
    () => mailsTo(url, email),
    (sent) => sent.length > 1,
    "the code",
  );
  expect(mails.some(({ text }) => /new password .*with the code \d+/.test(text))).toBe(true);
});

test("filters stand in the address, survive a reload, and the list goes on where it is longer than a page", async () => {
  await Promise.all(
    Array.from({ length: 30 }, (_, n) => newPerson(cast.admin, { name: `Quill ${String(n + 1).padStart(2, "0")}` })),
  );
  const page = await signedIn("admin", "/people");
  await page.getByLabel("Name or e-mail").fill("quill");
  await page.getByRole("link", { name: "Ana Kovač" }).waitFor({ state: "detached" });
  await page.getByText("Showing the first 25").waitFor();
  expect(await page.getByRole("row").count()).toBe(26);
  await page.route("**/v1/users?*cursor=*", (route) => route.fulfill({ status: 500 }), { times: 1 });
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByText("That did not work").waitFor();
  expect(await page.getByRole("row").count()).toBe(26);
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByText("30 in total").waitFor();
  await page.getByRole("link", { name: "Quill 30" }).waitFor();
  await page.getByLabel("Role").selectOption("technician");
  await page.getByText("Nobody matches these filters").waitFor();
  expect(new URL(page.url()).search).toBe("?q=quill&role=technician");
  await page.reload();
  await page.getByText("Nobody matches these filters").waitFor();
  expect(await page.getByLabel("Name or e-mail").inputValue()).toBe("quill");
  await page.getByRole("button", { name: "Show everybody" }).click();
  await page.getByRole("link", { name: "Ana Kovač" }).waitFor();
  expect(await page.getByLabel("Name or e-mail").inputValue()).toBe("");
});

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  test.each(Object.entries(sizes))("people and a person pass axe and fit a %s", async (_, viewport) => {
    const page = await signedIn("admin", "/people", { viewport, colorScheme, reducedMotion: "reduce" });
    await page.getByRole("link", { name: "Ana Kovač" }).waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
    await page.getByRole("button", { name: "Add a person" }).click();
    await dialogOf(page).getByLabel("E-mail").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("link", { name: "Ana Kovač" }).click();
    await page.getByRole("heading", { level: 1, name: "Ana Kovač" }).waitFor();
    await page.getByLabel("Role").selectOption("user");
    await page.getByText("Their unfinished tickets go back to the queue.").waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
  });
});
