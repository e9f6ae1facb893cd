import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import type { Session } from "../../local/session.ts";
import { eventually, expectAccessible, expectNoOverflow, held, newPage, sizes } from "./browser.ts";
import { person, signedInAs } from "./office.ts";

const you = (page: Page) => page.getByRole("region", { name: "You" });
const notifications = (page: Page) => page.getByRole("region", { name: "Notifications" });
const meOf = async ({ client }: Session) => (await client.getMe({})).body;

let someone: Session;
beforeEach(async () => {
  someone = await person("user", "Pia Profile");
});

describe("the profile", () => {
  test("keeps a name and a phone number, the number as machines write it", async () => {
    const page = await signedInAs(someone, "/profile");
    await you(page).getByLabel("Name").fill("Pia Renamed");
    await you(page).getByLabel("Phone").fill("0049 151 / 123-456 78");
    await you(page).getByRole("button", { name: "Save" }).click();
    await you(page).getByText("Saved").waitFor();
    await page.reload();
    await eventually(() => you(page).getByLabel("Name").inputValue()).toBe("Pia Renamed");
    expect(await you(page).getByLabel("Phone").inputValue()).toBe("+4915112345678");
    expect(await meOf(someone)).toMatchObject({ name: "Pia Renamed", phone: "+4915112345678" });
    // Changed on another device: what was not touched here is not set back.
    await someone.client.changeMe({ body: { phone: "+4915100000000" } });
    await you(page).getByLabel("Name").fill("Pia Again");
    await you(page).getByRole("button", { name: "Save" }).click();
    await you(page).getByText("Saved").waitFor();
    expect(await meOf(someone)).toMatchObject({ name: "Pia Again", phone: "+4915100000000" });
  });

  test("keeps what is typed while it is being saved, to be saved next", async () => {
    const page = await signedInAs(someone, "/profile");
    const answer = await held(page, "PATCH", "**/v1/me");
    await you(page).getByLabel("Name").fill("Pia Renamed");
    await you(page).getByRole("button", { name: "Save" }).click();
    await you(page).getByLabel("Phone").fill("+4915112345678");
    answer("arrives");
    await page.getByRole("button", { name: "Your account: Pia Renamed" }).waitFor();
    await you(page).getByRole("button", { name: "Save" }).click();
    await you(page).getByText("Saved").waitFor();
    expect(await meOf(someone)).toMatchObject({ name: "Pia Renamed", phone: "+4915112345678" });
  });

  test("says at the field what is wrong with it, and saves nothing", async () => {
    const page = await signedInAs(someone, "/profile");
    await you(page).getByLabel("Name").fill(" ");
    await you(page).getByLabel("Phone").fill("0151 123");
    await you(page).getByRole("button", { name: "Save" }).click();
    await you(page).getByText("Enter your name as others should see it.").waitFor();
    await you(page).getByText("Include the country code").waitFor();
    expect(await you(page).getByLabel("Phone").getAttribute("aria-invalid")).toBe("true");
    expect(await meOf(someone)).toMatchObject({ name: "Pia Profile", phone: null });
  });

  test("keeps what to tell by which way, and the quiet hours, over a reload", async () => {
    const page = await signedInAs(someone, "/profile");
    await page.getByRole("checkbox", { name: "Comments: E-mail" }).check();
    await page.getByRole("checkbox", { name: "Progress: In the app" }).uncheck();
    await page.getByRole("switch", { name: "Quiet hours" }).click();
    await page.getByLabel("From").fill("21:30");
    await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
    await notifications(page).getByRole("button", { name: "Save" }).click();
    await notifications(page).getByText("Saved").waitFor();
    await page.reload();
    await page.getByRole("checkbox", { name: "Comments: E-mail" }).waitFor();
    expect(await page.getByRole("checkbox", { name: "Comments: E-mail" }).isChecked()).toBe(true);
    expect(await page.getByRole("checkbox", { name: "Progress: In the app" }).isChecked()).toBe(false);
    expect(await page.getByLabel("From").inputValue()).toBe("21:30");
    const { quietHours, email } = (await meOf(someone)).notifications;
    expect(quietHours).toEqual({ from: "21:30", to: "07:00", timeZone: "Asia/Tokyo" });
    expect(email).toContain("comment");
  });

  test("shows what was chosen elsewhere meanwhile, and sets nothing of it back", async () => {
    const page = await signedInAs(someone, "/profile");
    const comments = page.getByRole("checkbox", { name: "Comments: E-mail" });
    expect(await comments.isChecked()).toBe(false);
    const { notifications: before } = await meOf(someone);
    await someone.client.changeMe({ body: { notifications: { ...before, email: [...before.email, "comment"] } } });
    await you(page).getByLabel("Name").fill("Pia Elsewhere");
    await you(page).getByRole("button", { name: "Save" }).click();
    await eventually(() => comments.isChecked()).toBe(true);
    expect(await notifications(page).getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await page.getByRole("checkbox", { name: "Progress: In the app" }).uncheck();
    await notifications(page).getByRole("button", { name: "Save" }).click();
    await notifications(page).getByText("Saved").waitFor();
    const { email, inApp } = (await meOf(someone)).notifications;
    expect([email.includes("comment"), inApp.includes("progress")]).toEqual([true, false]);
  });

  test("offers SMS only to who has a phone number, and says why", async () => {
    const page = await signedInAs(someone, "/profile");
    const sms = page.getByRole("checkbox", { name: "Decisions: SMS" });
    await page.getByText("SMS needs a phone number").waitFor();
    expect(await sms.isDisabled()).toBe(true);
    await you(page).getByLabel("Phone").fill("+49 151 12345678");
    await you(page).getByRole("button", { name: "Save" }).click();
    await eventually(() => sms.isDisabled()).toBe(false);
  });

  test.each(["light", "dark"] as const)("shows what cannot be chosen as such, in %s colours", async (colorScheme) => {
    const page = await signedInAs(someone, "/profile", await newPage({ colorScheme }));
    const border = async (name: string) => {
      const box = `document.querySelector('[aria-label="${name}"]')`;
      await page.getByRole("checkbox", { name }).waitFor();
      return page.evaluate<string>(`getComputedStyle(${box}).borderColor`);
    };
    expect(await border("Comments: SMS")).not.toBe(await border("Comments: E-mail"));
  });

  test("keeps what was not saved until it is saved or undone", async () => {
    const page = await signedInAs(someone, "/profile");
    await page.getByRole("checkbox", { name: "Comments: E-mail" }).check();
    await notifications(page).getByRole("button", { name: "Undo changes" }).click();
    expect(await page.getByRole("checkbox", { name: "Comments: E-mail" }).isChecked()).toBe(false);
    expect(await notifications(page).getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  });

  test("switches single keys off, and they stay off", async () => {
    const page = await signedInAs(someone, "/profile");
    await page.getByRole("switch", { name: "Single-key shortcuts" }).click();
    expect(await page.evaluate("localStorage.getItem('shortcuts')")).toBe("off");
    await page.reload();
    const keys = page.getByRole("switch", { name: "Single-key shortcuts" });
    await keys.waitFor();
    expect(await keys.isChecked()).toBe(false);
  });

  test("changes language, direction and colours at once, and they stay", async () => {
    const page = await signedInAs(someone, "/profile", await newPage({ viewport: sizes.phone }));
    const scheme = () => page.evaluate("document.documentElement.dataset.mantineColorScheme");
    await page.locator("label", { hasText: "Dark" }).click();
    await eventually(scheme).toBe("dark");
    await page.getByLabel("العربية").click();
    await eventually(() => page.evaluate("document.documentElement.dir")).toBe("rtl");
    await expectNoOverflow(page);
    // Arabic letters that are torn apart are another word.
    const torn = `[...document.querySelectorAll("thead th")].flatMap((head) => {
      const text = head.firstChild;
      return [...text.data.matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
        const range = new Range();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return range.getClientRects().length > 1;
      }).map(([word]) => word);
    })`;
    expect(await page.evaluate(torn)).toEqual([]);
    await page.reload();
    await page.locator(".page-title").first().waitFor();
    expect(await page.evaluate("document.documentElement.lang")).toBe("ar");
    expect(await page.title()).toBe("الملف الشخصي · مكتب التذاكر");
    expect(await scheme()).toBe("dark");
  });

  test("passes axe and fits its width, with quiet hours and with faults", async () => {
    for (const viewport of Object.values(sizes)) {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await signedInAs(someone, "/profile", await newPage({ viewport, colorScheme }));
        await page.getByRole("switch", { name: "Quiet hours" }).click();
        await you(page).getByLabel("Phone").fill("12");
        await you(page).getByRole("button", { name: "Save" }).click();
        await you(page).getByText("Include the country code").waitFor();
        await expectAccessible(page);
        await expectNoOverflow(page);
      }
    }
  });
});
