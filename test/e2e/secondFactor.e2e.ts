import jsQR from "jsqr";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { codeAt } from "../../local/cognito/cognitoTotp.ts";
import { newcomer, ownPassword } from "../cloud/newcomers.ts";
import { expectAccessible, expectNoOverflow, loseAnswer, newPage, signedIn, sizes, url } from "./browser.ts";
import { admin } from "./newcomer.ts";

/** What an authenticator app shows, the clock so many steps of thirty seconds ahead. */
const codeOf = (secret: string, ahead = 0) => codeAt(secret, Math.floor(Date.now() / 30_000) + ahead);

async function start(page: Page, path = "/profile"): Promise<string> {
  const { account } = await newcomer(url, await admin());
  await page.goto(path);
  await giveIn(page, account.email);
  await page.getByRole("heading", { level: 2, name: "Second factor" }).waitFor();
  return account.email;
}

async function giveIn(page: Page, email: string): Promise<void> {
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(ownPassword);
  await page.keyboard.press("Enter");
}

/** Begins a set-up and reads the key as somebody who types it into the app does. */
async function keyShown(page: Page): Promise<string> {
  await page.getByRole("button", { name: /Set up a second factor|Move to another phone/ }).click();
  return (await page.locator(".otp-secret").innerText()).replaceAll(" ", "");
}

/** What a phone's camera reads from the code on the screen. */
async function seenByCamera(page: Page): Promise<string | undefined> {
  const shot = await page.getByRole("img", { name: /QR code/ }).screenshot();
  const blank = await page.context().newPage();
  const { width, height, data } = (await blank.evaluate(`(async () => {
    const picture = await fetch("data:image/png;base64,${shot.toString("base64")}");
    const bitmap = await createImageBitmap(await picture.blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const { width, height, data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return { width, height, data: [...data] };
  })()`)) as { width: number; height: number; data: number[] };
  await blank.close();
  return jsQR.default(Uint8ClampedArray.from(data), width, height)?.data;
}

async function setUp(page: Page): Promise<string> {
  const secret = await keyShown(page);
  await page.locator("input[name=code]").fill(codeOf(secret));
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByText("The second factor is on.").waitFor();
  return secret;
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByText("You have signed out.").waitFor();
}

test("a second factor is set up with an app and asked for from then on, each code once", async () => {
  const page = await newPage();
  const email = await start(page);
  const secret = await keyShown(page);
  const address = String(await page.getByRole("link", { name: "open it there" }).getAttribute("href"));
  expect(address).toBe(
    `otpauth://totp/${encodeURIComponent(`Ticket desk:${email}`)}?secret=${secret}&issuer=Ticket%20desk`,
  );
  expect(await seenByCamera(page)).toBe(address);
  await page.locator("input[name=code]").fill(codeOf(secret, 5));
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByRole("alert").filter({ hasText: "That code is not right" }).waitFor();
  const first = codeOf(secret);
  await page.locator("input[name=code]").fill(first);
  await page.keyboard.press("Enter");
  await page.getByText("The second factor is on.").waitFor();
  expect(await page.locator(".otp-secret").count()).toBe(0);

  await signOut(page);
  await giveIn(page, email);
  await page.getByRole("heading", { level: 1, name: "Enter your code" }).waitFor();
  expect(await page.evaluate("document.activeElement?.getAttribute('name')")).toBe("code");
  await page.keyboard.type(first);
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "already been used" }).waitFor();
  await page.keyboard.type("000 000");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "That code is not right" }).waitFor();
  await page.keyboard.type(codeOf(secret, 1));
  await page.keyboard.press("Enter");
  await page.locator(".page-title").waitFor();
});

test("it is said to be on where the answer that it is was lost, and its setting up given up", async () => {
  const page = await newPage();
  await start(page);
  const secret = await keyShown(page);
  await page.route("**/*", async (route) => {
    if (!route.request().headers()["x-amz-target"]?.endsWith(".SetUserMFAPreference")) return route.fallback();
    await route.fetch();
    await route.abort();
  });
  await page.locator("input[name=code]").fill(codeOf(secret));
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByRole("alert").filter({ hasText: "cannot be reached" }).waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("The second factor is on.").waitFor();
});

test("it is moved to another phone, and the old one counts until the new one has proved itself", async () => {
  const page = await newPage();
  await start(page);
  const old = await setUp(page);
  const next = await keyShown(page);
  expect(next).not.toBe(old);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("The second factor is on.").waitFor();
  expect(await page.evaluate("document.activeElement?.textContent")).toBe("Second factor");
});

test("it is switched off after a question, and the password alone signs in again", async () => {
  const page = await newPage();
  const email = await start(page);
  await setUp(page);
  await page.getByRole("button", { name: "Switch off" }).click();
  await page
    .getByRole("dialog", { name: "Switch the second factor off?" })
    .getByRole("button", { name: "Switch off" })
    .click();
  await page.getByRole("button", { name: "Set up a second factor" }).waitFor();
  await signOut(page);
  await giveIn(page, email);
  await page.locator(".page-title").waitFor();
});

test("who has lost it asks an IT head, and signs in with the password alone", async () => {
  const page = await newPage();
  const email = await start(page);
  await setUp(page);
  await signOut(page);
  const office = await signedIn("itHead", `/people?q=${email}`);
  await office.getByRole("link", { name: "Nina Newman" }).click();
  await office.getByRole("button", { name: "Remove second factor" }).click();
  // An answer that is lost, and asked for again, is still the answer.
  await loseAnswer(office, "**/second-factor-reset");
  await office.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await office.getByRole("dialog").getByRole("alert").waitFor();
  await office.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await office.getByText("Nina Newman can sign in with the password alone.").waitFor();
  await office.getByRole("button", { name: "Remove second factor" }).click();
  await office.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  const notice = office.getByRole("dialog").getByRole("alert").filter({ hasText: "asks for no second factor" });
  await notice.waitFor();
  expect(await notice.evaluate((box) => box.scrollWidth <= box.clientWidth)).toBe(true);
  await office.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await giveIn(page, email);
  await page.locator(".page-title").waitFor();
});

test.each(Object.entries(sizes))("the set-up and the code of the sign-in pass axe and fit: %s", async (_, viewport) => {
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await newPage({ viewport, colorScheme });
    const check = async () => {
      await expectAccessible(page);
      await expectNoOverflow(page);
    };
    const email = await start(page);
    await check();
    await keyShown(page);
    await check();
    await page.getByRole("button", { name: "Cancel" }).click();
    await setUp(page);
    await check();
    await signOut(page);
    await giveIn(page, email);
    await page.getByRole("heading", { level: 1, name: "Enter your code" }).waitFor();
    await check();
  }
});

test("the secret is kept nowhere in the browser", async () => {
  const page = await newPage();
  await start(page);
  const secret = await setUp(page);
  expect(await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")).not.toContain(secret);
});
