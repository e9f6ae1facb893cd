import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { eventually, expectAccessible, expectNoOverflow, held, newPage, sizes } from "./browser.ts";
import { awaits, decide, itHead, office, person, raise, reach, signedInAs, ticketOf } from "./office.ts";

const card = (page: Page, title: string) => page.getByRole("listitem").filter({ hasText: title });
const approve = (page: Page, title: string) => page.getByRole("button", { name: `Approve ${title}`, exact: true });
const focused = (page: Page) => page.evaluate("document.activeElement.textContent") as Promise<string>;

/** A head with tickets that wait, and their page. */
async function inbox(...titles: string[]) {
  const { head, user, department } = await office();
  const tickets: Awaited<ReturnType<typeof raise>>[] = [];
  for (const title of titles) tickets.push(await raise(user, title));
  await awaits(head, titles.length);
  return { head, user, department, ids: tickets.map(({ id }) => id) };
}

describe("the approvals inbox", () => {
  test("says what is asked, by whom, since when, and who else has decided", async () => {
    const { head, ids } = await inbox("A licence to be looked at twice");
    await decide(head, ids[0]!, "hod", "approve", "Saves us two days a month.");
    await reach(itHead, ids[0]!, "pending_it_head_approval");
    const page = await signedInAs(itHead, "/approvals");
    // What others have decided is read for the cards that are in sight; other tickets may wait above it.
    await card(page, "looked at twice").scrollIntoViewIfNeeded();
    const text = await card(page, "looked at twice").innerText();
    await eventually(() => card(page, "looked at twice").innerText()).toContain("approved by Hanna Head");
    expect(text).toMatch(/From Uma User · arrived/);
    expect(await card(page, "looked at twice").innerText()).toContain("Saves us two days a month.");
    expect(await card(page, "looked at twice").innerText()).toContain("IT head: waiting for you");
    await decide(itHead, ids[0]!, "it_head", "approve");
  });

  test("names whoever asks as they are called, whatever looks like a part of the sentence in it", async () => {
    const { head, department } = await inbox();
    const name = "Uma <br/> <0>User</0>";
    await raise(await person("user", name, department), "A licence for tags");
    const page = await signedInAs(head, "/approvals");
    await card(page, "for tags").getByText(`From ${name} · arrived`).waitFor();
  });

  test("J and A approve by keys alone, and the next ticket has the focus", async () => {
    const { head, ids } = await inbox("First licence", "Second licence");
    const page = await signedInAs(head, "/approvals");
    await card(page, "First licence").waitFor();
    await page.keyboard.press("j");
    expect(await focused(page)).toBe("First licence");
    await page.keyboard.press("a");
    await eventually(() => focused(page)).toBe("Second licence");
    await page.getByText("You approved First licence.").waitFor();
    expect(await card(page, "First licence").count()).toBe(0);
    expect((await ticketOf(head, ids[0]!)).approvals[0]).toMatchObject({ state: "approved" });
    expect((await ticketOf(head, ids[1]!)).approvals[0]).toMatchObject({ state: "pending" });
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/tickets/${ids[1]}`);
  });

  test("who comes back from a ticket has the focus on it again", async () => {
    const { head, ids } = await inbox("A licence above", "A licence to look into");
    const page = await signedInAs(head, "/approvals");
    await page.getByRole("link", { name: "A licence to look into" }).click();
    await page.waitForURL(`**/tickets/${ids[1]}`);
    await page.getByRole("heading", { level: 1, name: "A licence to look into" }).waitFor();
    await page.goBack();
    await eventually(() => focused(page)).toBe("A licence to look into");
  });

  test("a double click approves one ticket, and not the next, whose button comes to stand there", async () => {
    const { head, ids } = await inbox("A licence to be clicked", "A licence below it");
    const page = await signedInAs(head, "/approvals");
    await card(page, "below it").getByText("waiting for you").waitFor();
    await approve(page, "A licence to be clicked").dblclick();
    await page.getByText("You approved A licence to be clicked.").waitFor();
    expect((await ticketOf(head, ids[1]!)).approvals[0]).toMatchObject({ state: "pending" });
  });

  test("G A on a ticket that has the focus goes to the approvals, and approves nothing", async () => {
    const { head, ids } = await inbox("A licence to walk past");
    const page = await signedInAs(head, "/approvals?from=here");
    await card(page, "walk past").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await page.waitForURL((address) => address.search === "");
    await card(page, "walk past").waitFor();
    expect((await ticketOf(head, ids[0]!)).approvals[0]).toMatchObject({ state: "pending" });
  });

  test("A does nothing while a reason is being written, and Escape gives the focus back to the ticket", async () => {
    const { head, ids } = await inbox("A licence half refused");
    const page = await signedInAs(head, "/approvals");
    await card(page, "half refused").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("r");
    await page.getByRole("button", { name: "Cancel" }).focus();
    await page.keyboard.press("a");
    await page.getByLabel("Why are you rejecting it?").press("Escape");
    await eventually(() => focused(page)).toBe("A licence half refused");
    expect((await ticketOf(head, ids[0]!)).approvals[0]).toMatchObject({ state: "pending" });
  });

  test("R asks for the reason, sends nothing without one, and the requester reads it", async () => {
    const { head, user, ids } = await inbox("A third diagram editor");
    const page = await signedInAs(head, "/approvals");
    await card(page, "diagram editor").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("r");
    await page.getByLabel("Why are you rejecting it?").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Give a reason, so that Uma User knows what to do next.").waitFor();
    expect((await ticketOf(head, ids[0]!)).status).toBe("pending_hod_approval");
    await page.keyboard.type("We pay for one already, all right?");
    await page.keyboard.press("Control+Enter");
    await page.getByText("You rejected A third diagram editor.").waitFor();
    await page.getByText("Nothing is waiting for your decision").waitFor();
    const rejected = await reach(user, ids[0]!, "rejected");
    expect(rejected.approvals[0]?.comment).toBe("We pay for one already, all right?");
  });

  test("a decision that gets lost on the way comes back with its reason, and can be sent again", async () => {
    const { head, ids } = await inbox("A licence in a tunnel");
    const page = await signedInAs(head, "/approvals");
    await page.getByRole("button", { name: "Reject A licence in a tunnel" }).click();
    await page.getByLabel("Why are you rejecting it?").fill("Not this year.");
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Reject", exact: true }).click();
    await card(page, "tunnel").getByText("The service cannot be reached").waitFor();
    expect(await page.getByLabel("Why are you rejecting it?").inputValue()).toBe("Not this year.");
    expect((await ticketOf(head, ids[0]!)).status).toBe("pending_hod_approval");
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Reject", exact: true }).click();
    await reach(head, ids[0]!, "rejected");
    expect(await card(page, "tunnel").count()).toBe(0);
  });

  test("a decision that does not arrive is told to who has gone elsewhere, and its reason is kept", async () => {
    const { head, ids } = await inbox("A licence left behind");
    const page = await signedInAs(head, "/approvals");
    const request = await held(page, "POST", `**/v1/tickets/${ids[0]}/approvals/**`);
    await page.getByRole("button", { name: "Reject A licence left behind" }).click();
    await page.getByLabel("Why are you rejecting it?").fill("Not this year.");
    await page.getByRole("button", { name: "Reject", exact: true }).click();
    await page.getByRole("link", { name: "Profile" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Profile" }).waitFor();
    request("is lost");
    const told = page.getByRole("status").filter({ hasText: "This could not be sent. What you wrote is kept:" });
    await told.getByRole("link", { name: ids[0]! }).waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "Reject A licence left behind" }).click();
    expect(await page.getByLabel("Why are you rejecting it?").inputValue()).toBe("Not this year.");
  });

  test("of two decisions that are under way together, the one that gets lost comes back", async () => {
    const { head, ids } = await inbox("A licence that is lost", "A licence that arrives");
    const page = await signedInAs(head, "/approvals");
    let lose = () => {};
    const isHeld = new Promise<void>((resolve) => {
      lose = resolve;
    });
    await page.route(`**/v1/tickets/${ids[0]}/approvals/**`, async (route) => {
      await isHeld;
      await route.abort();
    });
    await approve(page, "A licence that is lost").click();
    await approve(page, "A licence that arrives").press("Enter");
    await page.getByText("You approved A licence that arrives.").waitFor();
    lose();
    await card(page, "is lost").getByText("The service cannot be reached").waitFor();
    expect((await ticketOf(head, ids[0]!)).approvals[0]).toMatchObject({ state: "pending" });
  });

  test("a decision whose answer is lost is looked up, and said to have arrived", async () => {
    const { head, ids } = await inbox("A licence without an answer");
    const page = await signedInAs(head, "/approvals");
    await page.route(`**/v1/tickets/${ids[0]}/approvals/**`, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await approve(page, "A licence without an answer").click();
    await page.getByText("Your decision on A licence without an answer had already arrived.").waitFor();
    expect(await card(page, "without an answer").count()).toBe(0);
  });

  test("a reason that is half written is there again after a reload", async () => {
    const { head } = await inbox("A licence with a long answer");
    const page = await signedInAs(head, "/approvals");
    await page.getByRole("button", { name: "Reject A licence with a long answer" }).click();
    await page.getByLabel("Why are you rejecting it?").fill("We have seven of th");
    await page.reload();
    await page.getByRole("button", { name: "Reject A licence with a long answer" }).click();
    expect(await page.getByLabel("Why are you rejecting it?").inputValue()).toBe("We have seven of th");
  });

  test("says kindly who was first where somebody else has decided", async () => {
    const { head, department, ids } = await inbox("A licence that two want to give");
    const deputy = await person("hod", "Dora Deputy", department);
    const silent = await newPage();
    // A connection over which nothing is told, so that the page learns of it by its own attempt.
    await silent.routeWebSocket(/.*/, () => {});
    const page = await signedInAs(head, "/approvals", silent);
    await card(page, "two want to give").waitFor();
    await decide(deputy, ids[0]!, "hod", "approve");
    await approve(page, "A licence that two want to give").click();
    await page.getByText("Dora Deputy was a moment ahead of you and approved").waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(await card(page, "two want to give").count()).toBe(0);
  });

  test("grows and shrinks by itself as others ask and decide, and says so to who was writing a reason", async () => {
    const { head, user, department } = await inbox();
    const deputy = await person("hod", "Dora Deputy", department);
    const page = await signedInAs(head, "/approvals");
    await page.getByText("Nothing is waiting for your decision").waitFor();
    const { id } = await raise(user, "A licence out of the blue");
    await card(page, "out of the blue").waitFor();
    await page.getByRole("button", { name: "Reject A licence out of the blue" }).click();
    await page.getByLabel("Why are you rejecting it?").fill("We have");
    await decide(deputy, id, "hod", "approve");
    await card(page, "out of the blue").waitFor({ state: "detached" });
    await page.getByText("Dora Deputy was a moment ahead of you and approved").waitFor();
  });

  test("A and R do nothing where single keys are switched off", async () => {
    const { head, ids } = await inbox("A licence by voice");
    const page = await newPage();
    await page.addInitScript("localStorage.setItem('shortcuts', 'off')");
    await signedInAs(head, "/approvals", page);
    await page.getByRole("link", { name: "A licence by voice" }).focus();
    await page.keyboard.press("r");
    await page.keyboard.press("a");
    expect(await page.getByLabel("Why are you rejecting it?").count()).toBe(0);
    expect((await ticketOf(head, ids[0]!)).approvals[0]).toMatchObject({ state: "pending" });
  });

  test("passes axe and fits its width with cards and a reason half written", async () => {
    const { head } = await inbox("A licence with a long name ".repeat(7).trim(), "A short one");
    for (const viewport of Object.values(sizes)) {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await signedInAs(head, "/approvals", await newPage({ viewport, colorScheme }));
        await card(page, "A short one").getByText("waiting for you").waitFor();
        await page.getByRole("button", { name: "Reject A short one" }).click();
        await page.getByRole("button", { name: "Reject", exact: true }).click();
        await expectAccessible(page);
        await expectNoOverflow(page);
      }
    }
  });
});
