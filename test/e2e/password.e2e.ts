import type { Page, Request } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { codeAt } from "../../local/cognito/cognitoTotp.ts";
import type { Session } from "../../local/session.ts";
import { cognito, ownPassword } from "../cloud/newcomers.ts";
import {
  eventually,
  expectAccessible,
  expectNoOverflow,
  newPage,
  password as newPassword,
  refreshTokenOf,
  sizes,
  url,
} from "./browser.ts";
import { person, signedInAs } from "./office.ts";

const part = (page: Page) => page.getByRole("region", { name: "Password" });
const current = (page: Page) => part(page).getByLabel("Current password");
const next = (page: Page) => part(page).locator("input[name=newPassword]");
const isOpen = (page: Page) => current(page).waitFor();
const isIn = (page: Page) => page.locator(".page-title").waitFor();
const isChanged = (page: Page) =>
  part(page).getByRole("status").filter({ hasText: "Your password is changed." }).waitFor();

async function change(page: Page, from = ownPassword, to = newPassword): Promise<void> {
  await current(page).fill(from);
  await next(page).fill(to);
  await part(page).getByRole("button", { name: "Save the new password" }).click();
}

async function opened(by: Session, page?: Page): Promise<Page> {
  const own = await signedInAs(by, "/profile", page);
  await part(own).getByRole("button", { name: "Change password" }).click();
  await isOpen(own);
  return own;
}

const isCall = (request: Request, operation: string): boolean =>
  request.headers()["x-amz-target"]?.endsWith(`.${operation}`) ?? false;

/** Only calls of the user pool by this name. */
const calls = async (page: Page, operation: string, fate: "is lost" | "gets no answer", times = 1): Promise<void> => {
  let left = times;
  await page.route("**/*", async (route) => {
    if (!isCall(route.request(), operation) || left === 0) return route.fallback();
    left -= 1;
    if (fate === "gets no answer") await route.fetch();
    await route.abort();
  });
};

const signIn = async ({ email }: Session, PASSWORD: string) => {
  const AuthParameters = { USERNAME: email, PASSWORD };
  return cognito(url, "InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
};
const renews = async (token: string): Promise<boolean> => {
  const again = { AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: token } };
  return "AuthenticationResult" in (await cognito(url, "InitiateAuth", again));
};

let someone: Session;
beforeEach(async () => {
  someone = await person("user", "Pia Password");
});

describe("the own password", () => {
  test("is changed on the profile page: other devices are signed out, this browser goes on in all its tabs", async () => {
    const elsewhere = await signedInAs(someone, "/tickets");
    const theirs = await refreshTokenOf(elsewhere);
    const page = await opened(someone);
    const other = await page.context().newPage();
    await other.clock.install();
    await other.goto("/tickets");
    await isIn(other);
    const before = await refreshTokenOf(page);

    await change(page);
    await isChanged(page);
    expect(await current(page).count()).toBe(0);
    expect(await signIn(someone, ownPassword)).toMatchObject({ __type: "NotAuthorizedException" });
    expect(await signIn(someone, newPassword)).toHaveProperty("AuthenticationResult");
    expect([await renews(theirs), await renews(before)]).toEqual([false, false]);

    await page.reload();
    await isIn(page);
    await other.clock.fastForward("16:00");
    await other
      .getByRole("link", { name: "Profile" })
      .or(other.getByRole("link", { name: "Dashboard" }))
      .first()
      .click();
    await isIn(other);
    await other.reload();
    await isIn(other);
    expect(await other.getByText("Your session has ended").count()).toBe(0);
  });

  test("says at the field that it is wrong, or was tried too often, and keeps what was typed", async () => {
    const page = await opened(someone);
    await change(page, "Wrong-Passw0rd!");
    await part(page).getByText("That is not your current password.").waitFor();
    expect(await current(page).getAttribute("aria-invalid")).toBe("true");
    const said = `#${await current(page).getAttribute("aria-describedby")}`;
    expect(await page.locator(said).innerText()).toBe("That is not your current password.");
    expect(await page.evaluate("document.activeElement?.getAttribute('name')")).toBe("password");
    expect([await current(page).inputValue(), await next(page).inputValue()]).toEqual(["Wrong-Passw0rd!", newPassword]);
    for (let attempt = 0; attempt < 6; attempt++) {
      await part(page).getByRole("button", { name: "Save the new password" }).click();
      await part(page).locator("button:not([data-loading])", { hasText: "Save the new password" }).waitFor();
    }
    await part(page).getByText("Too many attempts. Wait a while").waitFor();
    expect(await next(page).inputValue()).toBe(newPassword);
  });

  test("is held to the rules that the sign-in shows", async () => {
    const page = await opened(someone);
    await change(page, ownPassword, "my-own");
    expect(await part(page).locator("li[data-kept=true]").count()).toBe(2);
    expect(
      await next(page).evaluate((field) => (field as unknown as { validationMessage: string }).validationMessage),
    ).toBe("Meet all the rules below.");
    expect(await signIn(someone, ownPassword)).toHaveProperty("AuthenticationResult");
  });

  test("is changed once, where the answer gets lost and is asked for again", async () => {
    const page = await opened(someone);
    await calls(page, "ChangePassword", "gets no answer");
    await change(page);
    await part(page).getByRole("alert").filter({ hasText: "cannot be reached" }).waitFor();
    expect([await current(page).inputValue(), await next(page).inputValue()]).toEqual([ownPassword, newPassword]);
    await part(page).getByRole("button", { name: "Save the new password" }).click();
    await isChanged(page);
    await page.reload();
    await isIn(page);
  });

  test.each(["is lost", "gets no answer"] as const)(
    "is changed, and says so, where signing out elsewhere %s; that can be tried again",
    async (fate) => {
      const page = await opened(someone);
      await calls(page, "GlobalSignOut", fate);
      const before = await refreshTokenOf(page);
      await change(page);
      await part(page).getByRole("alert").filter({ hasText: "you may still be signed in on other devices" }).waitFor();
      await part(page).getByRole("button", { name: "Sign out there" }).click();
      await isChanged(page);
      expect(await renews(before)).toBe(false);
      await page.reload();
      await isIn(page);
    },
  );

  test("asks for the code of the second factor, and the session goes on where it was", async () => {
    const page = await signedInAs(someone, "/profile");
    await page.getByRole("button", { name: "Set up a second factor" }).click();
    const secret = (await page.locator(".otp-secret").innerText()).replaceAll(" ", "");
    const code = (ahead: number) => codeAt(secret, Math.floor(Date.now() / 30_000) + ahead);
    await page.locator("input[name=code]").fill(code(0));
    await page.getByRole("button", { name: "Switch on" }).click();
    await page.getByText("The second factor is on.").waitFor();
    const before = await refreshTokenOf(page);
    await part(page).getByRole("button", { name: "Change password" }).click();
    await change(page);
    await page.getByRole("heading", { level: 1, name: "Enter your code" }).waitFor();
    await page.getByText("Your password is changed, and you are signed out everywhere.").waitFor();
    expect(await renews(before)).toBe(false);
    await expectAccessible(page);
    await page.locator("input[name=code]").fill(code(1));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Profile" }).waitFor();
    await page.reload();
    await page.getByText("The second factor is on.").waitFor();
  });

  test("is not called wrong where the session was ended elsewhere: that is said instead", async () => {
    const page = await opened(someone);
    const { AuthenticationResult } = (await signIn(someone, ownPassword)) as {
      AuthenticationResult: { AccessToken: string };
    };
    await cognito(url, "GlobalSignOut", { AccessToken: AuthenticationResult.AccessToken });
    await change(page);
    await page.getByText("Your session has ended").waitFor();
    expect(await signIn(someone, ownPassword)).toHaveProperty("AuthenticationResult");
  });

  test("cannot be cancelled while it is being changed; who goes elsewhere meanwhile is signed out on other devices, too", async () => {
    const theirs = await refreshTokenOf(await signedInAs(someone, "/tickets"));
    const page = await opened(someone);
    const answer = Promise.withResolvers<void>();
    const isAsked = page.waitForRequest((request) => isCall(request, "ChangePassword"));
    await page.route("**/*", async (route) => {
      if (isCall(route.request(), "ChangePassword")) await answer.promise;
      await route.fallback();
    });
    await change(page);
    await isAsked;
    await eventually(() => part(page).getByRole("button", { name: "Cancel" }).isDisabled()).toBe(true);
    await page.getByRole("link", { name: "Tickets", exact: true }).first().click();
    await page.getByRole("heading", { level: 1, name: "Tickets" }).waitFor();
    const kept = () => page.evaluate("sessionStorage.getItem('refresh')");
    const before = await kept();
    answer.resolve();
    await eventually(() => renews(theirs)).toBe(false);
    // Its own session has ended with the others, and goes on by the new password.
    await eventually(kept).not.toBe(before);
    await page.reload();
    await isIn(page);
  });

  test("is left as it was by Cancel, and nothing of it is kept in the browser", async () => {
    const page = await opened(someone);
    await current(page).fill(ownPassword);
    await part(page).getByRole("button", { name: "Cancel" }).click();
    expect(await page.evaluate("document.activeElement?.textContent")).toBe("Password");
    await part(page).getByRole("button", { name: "Change password" }).click();
    expect(await current(page).inputValue()).toBe("");
    await change(page);
    await isChanged(page);
    const stored = await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])");
    for (const secret of [ownPassword, newPassword]) expect(stored).not.toContain(secret);
  });

  test.each(Object.entries(sizes))("passes axe and fits in each of its states: %s", async (_, viewport) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const by = await person("user", "Pia Password");
      const page = await opened(by, await newPage({ viewport, colorScheme }));
      const check = async () => {
        await expectAccessible(page);
        await expectNoOverflow(page);
      };
      await check();
      await change(page, "Wrong-Passw0rd!");
      await part(page).getByText("That is not your current password.").waitFor();
      await check();
      await calls(page, "GlobalSignOut", "is lost");
      await change(page);
      await part(page).getByRole("button", { name: "Sign out there" }).waitFor();
      await check();
      await part(page).getByRole("button", { name: "Sign out there" }).click();
      await isChanged(page);
      await check();
    }
  });
});
