import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page, Request } from "playwright-core";
import { describe, expect, test } from "vitest";
import { signIn as session } from "../../local/session.ts";
import { until } from "../../local/until.ts";
import { newDataDir, startDesk } from "../cloud/desk.ts";
import { cognito, invite, newcomer, ownPassword, temporaryPassword } from "../cloud/newcomers.ts";
import {
  eventually,
  expectAccessible,
  expectNoOverflow,
  held,
  newPage,
  password,
  people,
  refreshTokenOf,
  signedIn,
  signIn,
  sizes,
  url,
} from "./browser.ts";
import { admin, invited, mailedCode } from "./newcomer.ts";

const open = async (path = "/", options = {}): Promise<Page> => {
  const page = await newPage(options);
  await page.goto(path);
  await page.locator("input[name=email]").waitFor();
  return page;
};
const give = async (page: Page, email: string, secret: string): Promise<void> => {
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
};
const isIn = (page: Page) => page.locator(".page-title").waitFor();
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();
const says = (page: Page, words: string) => page.getByRole("alert").filter({ hasText: words }).waitFor();
const focused = (page: Page) => page.evaluate("document.activeElement?.getAttribute('name')");
const newcomerOf = async () => (await newcomer(url, await admin())).account;
/** Ends the session at the pool, as signing out everywhere does. */
const revoke = async (page: Page) => cognito(url, "RevokeToken", { Token: await refreshTokenOf(page) });

test("an invited person chooses a password of their own, its rules ticked while they type, and is signed in", async () => {
  const email = await invited();
  const page = await open();
  await give(page, email, await temporaryPassword(url, email));
  await heading(page, "Choose your password");
  expect(await focused(page)).toBe("newPassword");
  const field = page.locator("input[name=newPassword]");
  const rules = page.locator("li[data-kept]");
  expect(await rules.count()).toBe(5);
  await field.fill("my-own");
  expect(await page.locator("li[data-kept=true]").allInnerTexts()).toEqual(
    expect.arrayContaining([expect.stringContaining("small letter"), expect.stringContaining("symbol")]),
  );
  await page.getByRole("status").filter({ hasText: "3 rules not met yet" }).waitFor();
  await page.keyboard.press("Enter");
  await heading(page, "Choose your password");
  await field.fill(ownPassword);
  await page.getByRole("status").filter({ hasText: "meets all the rules" }).waitFor();
  await page.keyboard.press("Enter");
  await isIn(page);
  await (await session(url, email, ownPassword)).client.getMe({});
});

test("a forgotten password is replaced with a code from the e-mail; a wrong code is said to be wrong", async () => {
  const { email } = await newcomerOf();
  const page = await open("/tickets");
  await page.locator("input[name=email]").fill(email);
  await page.getByRole("button", { name: "Forgotten your password?" }).click();
  await heading(page, "Forgotten your password?");
  expect(await page.locator("input[name=email]").inputValue()).toBe(email);
  await page.getByRole("button", { name: "Send the code" }).click();
  await heading(page, "Choose a new password");
  expect(await focused(page)).toBe("code");
  const first = await mailedCode(email);
  await page.getByRole("button", { name: "Send a new code" }).click();
  await page.getByText("Only the newest one counts").waitFor();
  const code = await mailedCode(email, [first]);
  await page.locator("input[name=code]").fill(code === "000000" ? "000001" : "000000");
  await page.locator("input[name=newPassword]").fill(password);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await says(page, "That code is not right");
  expect(await focused(page)).toBe("code");
  await page.locator("input[name=code]").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.keyboard.press("Enter");
  await isIn(page);
  expect(new URL(page.url()).pathname).toBe("/tickets");
});

test("a new password whose answer was lost is not asked for twice: neither an invited person's, nor a forgotten one", async () => {
  const email = await invited();
  const page = await open();
  const lost = async (operation: string) => {
    let isOver = false;
    await page.route("**/*", async (route) => {
      const isIt = route.request().headers()["x-amz-target"]?.endsWith(`.${operation}`);
      if (!isIt || isOver) return route.fallback();
      isOver = true;
      await route.fetch();
      await route.abort();
    });
  };
  const save = page.getByRole("button", { name: "Save and sign in" });
  await give(page, email, await temporaryPassword(url, email));
  await page.locator("input[name=newPassword]").fill(ownPassword);
  await lost("RespondToAuthChallenge");
  await save.click();
  await says(page, "cannot be reached");
  await save.click();
  await isIn(page);

  await page.getByRole("button", { name: /Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Forgotten your password?" }).click();
  await page.locator("input[name=email]").fill(email);
  await page.getByRole("button", { name: "Send the code" }).click();
  await page.locator("input[name=code]").fill(await mailedCode(email));
  await page.locator("input[name=newPassword]").fill(password);
  await lost("ConfirmForgotPassword");
  await save.click();
  await says(page, "cannot be reached");
  await save.click();
  await isIn(page);
});

test("after an administrator's reset the old password leads to the code and a new one", async () => {
  const { id, email } = await newcomerOf();
  await (await admin()).client.resetPassword({ params: { userId: id } });
  const page = await open();
  await give(page, email, ownPassword);
  await page.getByText("An administrator has reset your password").waitFor();
  await page.locator("input[name=code]").fill(await mailedCode(email));
  await page.locator("input[name=newPassword]").fill(password);
  await page.keyboard.press("Enter");
  await isIn(page);
});

test("a wrong password, a locked sign-in and a disabled account are each said in plain words", async () => {
  const { id, email } = await newcomerOf();
  const page = await open();
  await give(page, email, "Wrong-Passw0rd!");
  await says(page, "The e-mail address or password is not right.");
  expect(await focused(page)).toBe("password");
  await give(page, "nobody@example.com", "Wrong-Passw0rd!");
  await says(page, "The e-mail address or password is not right.");

  await (await admin()).client.changeUser({ params: { userId: id }, body: { disabled: true } });
  const AuthParameters = { USERNAME: email, PASSWORD: ownPassword };
  const ask = () => cognito(url, "InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
  await until(ask, ({ message }) => message === "User is disabled.", "the pool's word");
  await give(page, email, ownPassword);
  await says(page, "This account is disabled");

  for (let attempt = 0; attempt < 8; attempt++) {
    const body = { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: "b@example.com", PASSWORD: "wrong" } };
    await cognito(url, "InitiateAuth", body);
  }
  await give(page, "b@example.com", "Wrong-Passw0rd!");
  await says(page, "Too many attempts");
});

test("a temporary password that is older than seven days says that it has expired", async () => {
  const dataDir = newDataDir();
  const before = await startDesk({}, dataDir);
  const by = await session(before.url, people.admin, password);
  const { email } = await invite(by);
  const temporary = await temporaryPassword(before.url, email);
  await before.kill();
  const file = join(dataDir, "cognito.json");
  const eightDaysAgo = new Date(Date.now() - 8 * 86_400_000).toISOString();
  const aged = readFileSync(file, "utf8").replace(/("UserLastModifiedDate": )"[^"]+"/g, `$1"${eightDaysAgo}"`);
  writeFileSync(file, aged);
  const desk = await startDesk({}, dataDir);
  try {
    const page = await newPage();
    await page.goto(desk.url);
    await give(page, email, temporary);
    await says(page, "Your temporary password has expired");
  } finally {
    await desk.stop();
  }
}, 180_000);

test("signing in shows the address that was asked for", async () => {
  const page = await signedIn("user", "/tickets?priority=high");
  expect(page.url()).toBe(`${url}/tickets?priority=high`);
});

test("the sign-in is read in another language at a press, what was typed stays, and it is so from then on", async () => {
  const page = await open();
  await page.locator("input[name=email]").fill(people.user);
  await page.getByRole("button", { name: "العربية" }).click();
  await page.getByRole("button", { name: "English" }).waitFor();
  expect(await page.evaluate("document.documentElement.dir")).toBe("rtl");
  expect(await page.locator("input[name=email]").inputValue()).toBe(people.user);
  await page.reload();
  await page.getByRole("button", { name: "English" }).waitFor();
});

test("the whole sign-in works by keyboard", async () => {
  const page = await open();
  await page.keyboard.type(people.user);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await isIn(page);
});

test("signing out ends the session at the user pool, and the next one starts at the beginning", async () => {
  const page = await signedIn("user", "/tickets");
  const token = await refreshTokenOf(page);
  const revoked = page.waitForResponse(
    (response) => response.request().headers()["x-amz-target"]?.endsWith("RevokeToken") ?? false,
  );
  await page.getByRole("button", { name: /Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByText("You have signed out.").waitFor();
  await revoked;
  expect(new URL(page.url()).pathname).toBe("/");
  const again = { AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: token } };
  expect(await cognito(url, "InitiateAuth", again)).toMatchObject({ __type: "NotAuthorizedException" });
  await page.reload();
  await heading(page, "Sign in to the ticket desk");
});

test("a session is renewed without a word when its token ends", async () => {
  const page = await newPage();
  await page.clock.install();
  await signIn(page, "user", "/");
  const renewal = page.waitForRequest((request) => (request.postData() ?? "").includes("REFRESH_TOKEN_AUTH"));
  await page.clock.fastForward("16:00");
  await page.getByRole("link", { name: "Tickets", exact: true }).first().click();
  await renewal;
  await page.getByRole("heading", { level: 1, name: "Tickets" }).waitFor();
  expect(await page.locator("input[name=password]").count()).toBe(0);
});

test("a renewal that comes at a busy moment says so, keeps the session, and works when it is tried again", async () => {
  const page = await newPage();
  await page.clock.install();
  await signIn(page, "user", "/");
  const isRenewal = (request: Request) => (request.postData() ?? "").includes("REFRESH_TOKEN_AUTH");
  await page.route("**/*", (route) => {
    if (!isRenewal(route.request())) return route.continue();
    return route.fulfill({ status: 400, json: { __type: "TooManyRequestsException", message: "Rate exceeded" } });
  });
  await page.clock.fastForward("16:00");
  await page.getByRole("link", { name: "Tickets", exact: true }).first().click();
  await page.getByText("Too many attempts. Wait a moment, then try again.").first().waitFor();
  await page.unroute("**/*");
  await page.getByRole("button", { name: "Try again" }).first().click();
  await page.locator(".ticket-list[aria-busy=false]").waitFor();
});

test("a user pool that never answers keeps nobody waiting for ever: neither who signs in, nor who is signed in", async () => {
  const page = await newPage();
  await page.clock.install();
  let held = 0;
  let isAway = true;
  // A connection that has died without a word.
  await page.route("**/*", (route) => {
    if (!isAway || !route.request().headers()["x-amz-target"]) return route.continue();
    held++;
  });
  await page.goto("/");
  await give(page, people.user, password);
  await eventually(() => held).toBe(1);
  await page.clock.fastForward("00:40");
  await says(page, "The sign-in service cannot be reached.");
  isAway = false;
  await give(page, people.user, password);
  await isIn(page);
  isAway = true;
  await page.clock.fastForward("16:00");
  await page.getByRole("link", { name: "Tickets", exact: true }).first().click();
  await eventually(() => held).toBe(2);
  isAway = false;
  await page.clock.fastForward("00:40");
  await page.locator(".ticket-list[aria-busy=false]").waitFor();
});

test("a refused renewal leads to the sign-in, says why, and keeps the address and what was being written", async () => {
  const { client } = await session(url, people.user, password);
  const wanted = {
    title: "The screen flickers",
    description: "Since Monday.",
    category: "hardware-issue",
    priority: "low",
  } as const;
  const { id } = (await client.raiseTicket({ body: wanted })).body;
  const page = await newPage();
  await page.clock.install();
  await signIn(page, "user", `/tickets/${id}`);
  const box = page.getByRole("textbox", { name: /comment/i });
  await box.fill("It has something to do with the cable, I th");
  await revoke(page);
  await page.clock.fastForward("16:00");
  // What somebody else does has the page read again, unless it has done so by itself.
  const { client: others } = await admin();
  await others.addComment({ params: { ticketId: id }, body: { message: "Which cable?" } });
  await page.getByText("Your session has ended").waitFor();
  await give(page, people.user, password);
  await box.waitFor();
  expect(new URL(page.url()).pathname).toBe(`/tickets/${id}`);
  expect(await box.inputValue()).toBe("It has something to do with the cable, I th");
});

test("an account that is switched off is out at its next step, and told why", async () => {
  const { id, email } = await newcomerOf();
  const page = await open();
  await give(page, email, ownPassword);
  await isIn(page);
  await (await admin()).client.changeUser({ params: { userId: id }, body: { disabled: true } });
  const told = page.getByText("Your account has been disabled").waitFor();
  const step = page.getByRole("link", { name: "Tickets", exact: true }).first().click();
  // Who has a connection is told before they take a step, and finds no link any more.
  await Promise.race([told, step.catch(() => told)]);
  await told;
});

test("somebody who is given another role finds what goes with it without a reload", async () => {
  const { id, email } = await newcomerOf();
  const page = await open();
  await give(page, email, ownPassword);
  await isIn(page);
  const make = async (role: "hod" | "user") =>
    (await admin()).client.changeUser({ params: { userId: id }, body: { role } });
  await make("hod");
  await page.getByRole("link", { name: "Approvals" }).waitFor();
  // And back: other files tell stories in which finance has one head.
  await make("user");
  await page.getByRole("link", { name: "Approvals" }).waitFor({ state: "hidden" });
});

test("who comes back signed in waits for nothing twice: texts, page, session and account are asked for side by side", async () => {
  const page = await signedIn("user", "/tickets");
  const arrives = await held(page, "GET", "**/assets/en-*.js");
  const asked = ["**/assets/SignedIn-*.js", "**/assets/Tickets-*.js", "**/cognito", "**/v1/me"];
  const all = Promise.all(asked.map((address) => page.waitForRequest(address)));
  await page.reload({ waitUntil: "commit" });
  await all;
  arrives("arrives");
  await isIn(page);
});

test("who signs in waits for nothing twice either: the page that was asked for and the account come beside the client", async () => {
  const page = await open("/tickets");
  const arrives = await held(page, "GET", "**/assets/SignedIn-*.js");
  const all = Promise.all(["**/assets/Tickets-*.js", "**/v1/me"].map((address) => page.waitForRequest(address)));
  await give(page, people.user, password);
  await all;
  arrives("arrives");
  await isIn(page);
});

test("no token and no secret can be read out of anything that the browser keeps", async () => {
  const page = await signedIn("user", "/tickets");
  await page.waitForFunction("sessionStorage.getItem('refresh')");
  const refreshToken = await refreshTokenOf(page);
  expect(refreshToken.length).toBeGreaterThan(40);
  const stored = (await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")) as string;
  for (const secret of [refreshToken, password, "eyJ"]) expect(stored).not.toContain(secret);
  expect(await page.context().cookies()).toEqual([]);
  // A database holds the key that seals the token for a reload, and no script can read it.
  expect(await page.evaluate(everythingInDatabases)).toEqual(["CryptoKey, extractable: false"]);
  await page.reload();
  await isIn(page);
});

test("tabs that are open together are one session, which ends in all of them, or with the last", async () => {
  const first = await signedIn("user", "/tickets");
  const context = first.context();
  const second = await context.newPage();
  await second.goto("/approvals");
  await isIn(second);
  await first.reload();
  await isIn(first);
  await first.close();
  await second.reload();
  await isIn(second);

  const third = await context.newPage();
  await third.goto("/profile");
  await isIn(third);
  await third.getByRole("button", { name: /Your account/ }).click();
  await third.getByRole("menuitem", { name: "Sign out" }).click();
  await second.getByText("You have signed out.").waitFor();
  await signIn(third, "admin");
  const { name } = (await (await admin()).client.getMe({})).body;
  await second.getByRole("button", { name: `Your account: ${name}` }).waitFor();

  const last = await context.newPage();
  await Promise.all([second.close(), third.close()]);
  await last.goto("/tickets");
  await heading(last, "Sign in to the ticket desk");
});

test("a tab whose sealed token cannot be opened any more asks to sign in again", async () => {
  const page = await signedIn("user", "/tickets");
  await page.waitForFunction("sessionStorage.getItem('refresh')");
  await page.evaluate("sessionStorage.setItem('refresh', sessionStorage.getItem('refresh').replace(/^..../, 'AAAA'))");
  await page.reload();
  await page.getByText("Your session has ended").waitFor();
});

const everythingInDatabases = `(async () => {
  const asked = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const all = await asked(database.transaction(store).objectStore(store).getAll());
      found.push(...all.map((one) => one.constructor.name + ", extractable: " + one.extractable));
    }
  }
  return found;
})()`;

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  test.each(Object.entries(sizes))(
    "every state of the sign-in passes axe and fits its width: %s",
    async (_, viewport) => {
      const email = await invited();
      const page = await open("/", { viewport, colorScheme });
      const check = async () => {
        await expectAccessible(page);
        await expectNoOverflow(page);
      };
      await check();
      await give(page, email, "Wrong-Passw0rd!");
      await says(page, "not right");
      await check();
      await page.getByRole("button", { name: "Forgotten your password?" }).click();
      await heading(page, "Forgotten your password?");
      await check();
      await page.getByRole("button", { name: "Send the code" }).click();
      await heading(page, "Choose a new password");
      await page.getByRole("button", { name: "Send a new code" }).click();
      await page.getByText("Only the newest one counts").waitFor();
      await page.locator("input[name=code]").fill("000000");
      await page.locator("input[name=newPassword]").fill(password);
      await page.keyboard.press("Enter");
      await says(page, "That code is not right");
      await check();
      await page.getByRole("button", { name: "Back to the sign-in" }).click();
      await give(page, email, await temporaryPassword(url, email));
      await heading(page, "Choose your password");
      await page.locator("input[name=newPassword]").fill("my-own");
      await check();
      await page.locator("input[name=newPassword]").fill(ownPassword);
      await page.keyboard.press("Enter");
      await isIn(page);
      await page.getByRole("button", { name: /Your account/ }).click();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await page.getByText("You have signed out.").waitFor();
      await check();
    },
  );
});
