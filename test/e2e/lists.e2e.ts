import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { type Session, signIn as signInToApi } from "../../local/session.ts";
import { until } from "../../local/until.ts";
import {
  eventually,
  expectAccessible,
  expectNoOverflow,
  newPage,
  password,
  people,
  signedIn,
  signIn,
  sizes,
  url,
} from "./browser.ts";

let requester: Session;
let itHead: Session;
/** Titles with this word are this file's own. */
const word = `Zebra${Date.now().toString(36)}`;

const raise = async (title: string, more: { category?: string; priority?: "low" | "critical" } = {}) => {
  const body = { title, description: "It blinks.", category: "other", priority: "medium" as const, ...more };
  return (await requester.client.raiseTicket({ body })).body;
};
/** Words are found a moment after they are written. */
const findable = (q: string, count = 1) =>
  until(
    async () => (await itHead.client.listTickets({ query: { q } })).body.items,
    ({ length }) => length === count,
    q,
  );
const row = (page: Page, title: string) => page.locator(".ticket-row, .ticket-card").filter({ hasText: title });
const links = (page: Page) => page.locator("[data-list-item]");
const shownTitles = (page: Page) => links(page).allTextContents();
const search = (page: Page) => page.getByRole("searchbox", { name: "Search tickets" });

beforeAll(async () => {
  [requester, itHead] = await Promise.all([
    signInToApi(url, "user.engineering@example.com", password),
    signInToApi(url, people.itHead, password),
  ]);
  for (let place = 0; place < 28; place++) await raise(`${word} number ${place}`);
  await raise(`${word} on fire`, { category: "network-issue", priority: "critical" });
  await findable(`${word} fire`);
});

test("filters, search and order stand in the address: a reload keeps them, and the back button undoes them", async () => {
  const page = await signedIn("itHead", "/tickets");
  await page.getByLabel("Priority").selectOption("critical");
  await page.getByLabel("Category").selectOption({ label: "Network issue" });
  await page.getByLabel("Order").selectOption("urgent");
  await row(page, `${word} on fire`).waitFor();
  expect(new URL(page.url()).search).toBe("?priority=critical&category=network-issue&sort=urgent");
  await page.reload();
  await row(page, `${word} on fire`).waitFor();
  expect(await page.getByLabel("Priority").inputValue()).toBe("critical");
  expect(await shownTitles(page)).not.toContain(`${word} number 3`);
  await page.goBack();
  await page.waitForURL(/\?priority=critical&category=network-issue$/);
  expect(await page.getByLabel("Order").inputValue()).toBe("newest");
  await page.goBack();
  await page.goBack();
  await row(page, `${word} number 27`).waitFor();
  expect(await page.getByLabel("Priority").inputValue()).toBe("");
});

test("what is typed is looked for when typing pauses, not at every key, and survives a reload", async () => {
  const page = await signedIn("itHead", "/tickets");
  await links(page).first().waitFor();
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/v1/tickets?") && asked.push(request.url()));
  await search(page).pressSequentially(`${word} fire`, { delay: 20 });
  await page.waitForURL(/q=/);
  await eventually(() => shownTitles(page)).toEqual([`${word} on fire`]);
  expect(asked.filter((address) => address.includes("q=")).length).toBeLessThan(word.length / 2);
  await page.reload();
  await eventually(() => shownTitles(page)).toEqual([`${word} on fire`]);
  expect(await search(page).inputValue()).toBe(`${word} fire`);
});

test("tickets are filtered by somebody who was found by their e-mail", async () => {
  const page = await signedIn("itHead", "/tickets");
  const { id, name } = (await itHead.client.listUsers({ query: { q: people.tech } })).body.items[0]!;
  await page.getByLabel("Assignee", { exact: true }).first().fill(people.tech);
  await page.getByRole("option", { name }).click();
  await page.waitForURL(`**/tickets?assignee=${id}`);
  await page.reload();
  await eventually(() => page.getByLabel("Assignee", { exact: true }).first().inputValue()).toBe(name);
});

test("a search without hits says so, and leads back to all tickets with one click", async () => {
  const page = await signedIn("itHead", "/tickets?q=nothingislikethis&status=on_hold");
  await page.getByRole("heading", { name: "No matching tickets" }).waitFor();
  await page.getByRole("button", { name: "Show all tickets" }).click();
  await links(page).first().waitFor();
  expect(new URL(page.url()).search).toBe("");
});

test.each([
  ["user.engineering@example.com", "None of your tickets matches these filters."],
  [people.tech, "None of your tickets matches these filters."],
  ["hod.engineering@example.com", "None of your own or your department's tickets matches these filters."],
  [people.itHead, "No ticket matches these filters."],
  [people.admin, "No ticket matches these filters."],
])("where nothing matches, %s is told whose tickets were looked through", async (email, words) => {
  const page = await signedIn(email, "/tickets?category=nothing-of-this");
  await page.getByText(words, { exact: true }).waitFor();
});

test.each([
  ["desk", sizes.desk],
  ["phone", sizes.phone],
])("the time that is shown is the one that the order is by: %s", async (_, viewport) => {
  const { id } = await raise(`${word} changed later ${viewport.width}`);
  const to = "2026-01-02T03:04:05.000Z";
  const page = await newPage({ viewport });
  await page.route("**/v1/tickets?*", async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { items: { id: string; createdAt: string }[] };
    for (const one of body.items) if (one.id === id) one.createdAt = to;
    await route.fulfill({ response, json: body });
  });
  await signIn(page, "itHead", "/tickets");
  const time = row(page, `${word} changed later ${viewport.width}`).locator("time");
  const said =
    viewport === sizes.desk ? page.locator(".ticket-table thead") : row(page, `${word} changed later`).first();
  for (const [order, column] of [
    ["newest", "Raised"],
    ["oldest", "Raised"],
    ["urgent", "Raised"],
    ["changed", "Changed"],
  ] as const) {
    await page.goto(`/tickets?sort=${order}&q=${word}+later+${viewport.width}`);
    await eventually(async () => (await time.getAttribute("datetime")) === to).toBe(column === "Raised");
    expect(await said.innerText(), order).toMatch(new RegExp(`${column}(?! by)`));
  }
  // What is read again while the page is closed is nobody's.
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("a ticket is found by its id with a # before it, as people write it in messages", async () => {
  const { id, title } = await raise(`${word} by number`);
  const page = await signedIn("itHead", "/tickets");
  for (const typed of [`#${id}`, `#${id.slice(2).toLowerCase()}`, `# ${id}`]) {
    await search(page).fill(typed);
    await eventually(() => shownTitles(page)).toEqual([title]);
    await search(page).fill("");
    await eventually(async () => (await shownTitles(page)).length).toBeGreaterThan(1);
  }
});

test("on a wide screen a list shows titles whole, texts keep a width to read in, and nothing stands out", async () => {
  const title = `${word}: the projector in the large meeting room on the third floor shows all in green`;
  const { id } = await raise(title);
  const page = await signedIn("itHead", "/tickets", { viewport: { width: 1920, height: 1080 } });
  const shown = row(page, title).locator("bdi").first();
  await shown.waitFor();
  const isCut = () =>
    shown.evaluate((one) => (one as unknown as Box).scrollWidth > (one as unknown as Box).clientWidth);
  expect(await isCut()).toBe(false);
  for (const width of [1280, 1440, 1920, 2560]) {
    await page.setViewportSize({ width, height: 1080 });
    await expectNoOverflow(page);
  }
  await page.goto(`/tickets/${id}`);
  const text = page.getByText("It blinks.");
  await text.waitFor();
  expect((await text.boundingBox())?.width).toBeLessThan(800);
});
type Box = { scrollWidth: number; clientWidth: number };

test("an address that no list can have still shows one", async () => {
  const page = await signedIn("itHead", "/tickets?status=exploded&priority=&sort=sideways");
  await links(page).first().waitFor();
});

test("the next page comes below what is there, at a second try if need be, and nothing above moves", async () => {
  const page = await signedIn("user.engineering@example.com", "/tickets");
  await links(page).first().waitFor();
  const before = await shownTitles(page);
  expect(before).toHaveLength(25);
  await page.route("**/v1/tickets?*cursor=*", (route) => route.fulfill({ status: 500 }), { times: 1 });
  await page.getByRole("button", { name: "Load more" }).click();
  await page.getByText("That did not work").waitFor();
  await page.getByRole("button", { name: "Load more" }).click();
  await eventually(async () => (await shownTitles(page)).length).toBeGreaterThan(25);
  const after = await shownTitles(page);
  expect(after.slice(0, 25)).toEqual(before);
  expect(new Set(after).size).toBe(after.length);
});

test("a ticket opened from far down a list begins at its top, and the way back leads to where one was", async () => {
  const page = await signedIn("user.engineering@example.com", "/tickets", { viewport: sizes.phone });
  await links(page).nth(20).scrollIntoViewIfNeeded();
  const place = await page.evaluate("scrollY");
  expect(place).toBeGreaterThan(1000);
  await links(page).nth(20).click();
  await page.getByRole("heading", { name: "Description" }).waitFor();
  expect(await page.evaluate("scrollY")).toBe(0);
  await page.goBack();
  await eventually(() => page.evaluate("scrollY")).toBe(place);
});

test("who comes back from a ticket has the focus on its row again", async () => {
  const page = await signedIn("user.engineering@example.com", "/tickets");
  await links(page).nth(2).waitFor();
  const title = (await shownTitles(page))[2];
  await links(page).nth(2).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Description" }).waitFor();
  await page.goBack();
  await links(page)
    .and(page.locator(":focus"))
    .filter({ hasText: String(title) })
    .waitFor();
  await page.keyboard.press("j");
  await eventually(() => page.evaluate("document.activeElement.textContent")).toBe((await shownTitles(page))[3]);
});

test("on a tablet, held upright or not, a list shows the titles of its tickets and fits the window", async () => {
  const page = await signedIn("itHead", "/tickets", { viewport: { width: 768, height: 1024 } });
  for (const width of [768, 834, 1024, 1120]) {
    await page.setViewportSize({ width, height: 1024 });
    await eventually(async () => (await links(page).first().boundingBox())?.width ?? 0).toBeGreaterThan(150);
    await expectNoOverflow(page);
  }
});

test("J and K go through the rows with a visible focus, and Enter opens one; never while somebody types", async () => {
  const page = await signedIn("user.engineering@example.com", "/tickets");
  await links(page).first().waitFor();
  const focused = () => page.evaluate("document.activeElement.textContent");
  const titles = await shownTitles(page);
  await page.keyboard.press("j");
  expect(await focused()).toBe(titles[0]);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  expect(await focused()).toBe(titles[1]);
  const outline = "getComputedStyle(document.querySelector('.ticket-row:has(:focus)')).outlineStyle";
  expect(await page.evaluate(outline)).toBe("solid");
  await search(page).focus();
  await page.keyboard.press("j");
  expect(await search(page).inputValue()).toBe("j");
  await search(page).fill("");
  await links(page).nth(1).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/tickets\/T-/);
});

test("a new ticket waits behind a quiet button, so that no row moves; a changed row changes in its place", async () => {
  const page = await signedIn("itHead", "/tickets");
  const known = row(page, `${word} number 27`);
  await known.waitFor();
  const before = await shownTitles(page);
  const place = await known.boundingBox();
  await raise(`${word} late one`);
  const button = page.getByRole("button", { name: "1 new" });
  await button.waitFor();
  expect(await shownTitles(page)).toEqual(before);
  expect(await known.boundingBox()).toEqual(place);

  const { id } = (await requester.client.listTickets({ query: { limit: 25 } })).body.items.find(({ title }) =>
    title.endsWith("number 27"),
  )!;
  await itHead.client.moveTicket({ params: { ticketId: id }, body: { status: "cancelled" } });
  await known.getByText("Cancelled").waitFor();
  expect(await known.boundingBox()).toEqual(place);

  await button.click();
  await row(page, `${word} late one`).waitFor();
  expect((await shownTitles(page))[0]).toBe(`${word} late one`);
});

test("however much happens at once, a list is read again at most once a second", async () => {
  const page = await signedIn("itHead", "/tickets");
  await links(page).first().waitFor();
  let asked = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/v1/tickets") asked += 1;
  });
  const begun = Date.now();
  await Promise.all(Array.from({ length: 20 }, (_, place) => raise(`${word} at once ${place}`)));
  await page.getByRole("button", { name: "20 new" }).waitFor();
  expect(asked).toBeLessThanOrEqual(1 + Math.ceil((Date.now() - begun) / 1000));
});

test("a row that no longer belongs stays where it is and says so, until the list is asked for again", async () => {
  const { id } = await raise(`${word} soon gone`);
  const page = await signedIn("itHead", "/tickets?status=open");
  const gone = row(page, `${word} soon gone`);
  await gone.getByText("Open").waitFor();
  const before = await shownTitles(page);
  await itHead.client.moveTicket({ params: { ticketId: id }, body: { status: "cancelled" } });
  await gone.getByText("Left this list").waitFor();
  expect((await shownTitles(page)).slice(0, before.length)).toEqual(before);
  await page.reload();
  await links(page).first().waitFor();
  expect(await gone.count()).toBe(0);
});

test("saved lists carry their counts, and several statuses are one list in one order", async () => {
  const { id } = await raise(`${word} needs approval`, { category: "license-request" });
  const hod = await signInToApi(url, "hod.engineering@example.com", password);
  // Counts come a moment after what they count.
  await eventually(async () => (await hod.client.getDashboard({})).body.awaitingMyDecision).toBeGreaterThan(0);
  const page = await signedIn("hod.engineering@example.com", "/tickets");
  const waiting = page.getByRole("navigation", { name: "Lists" }).getByRole("link", { name: /Waiting for me/ });
  await eventually(() => waiting.textContent()).toMatch(/[1-9]\d*$/);
  await waiting.click();
  await eventually(() => waiting.getAttribute("aria-current")).toBe("page");
  // By when they were raised: it may have come to this stage later.
  await page.getByText("Oldest first. Decide on them in Approvals.").waitFor();
  await eventually(() => shownTitles(page)).toContain(`${word} needs approval`);
  await eventually(() => shownTitles(page)).not.toContain(`${word} number 27`);

  const params = { ticketId: id, stage: "hod" } as const;
  await hod.client.decideApproval({ params, body: { decision: "approve" } });
  await eventually(async () => (await hod.client.getTicket({ params: { ticketId: id } })).body.status).toMatch(
    /it_head/,
  );
  await itHead.client.decideApproval({ params: { ticketId: id, stage: "it_head" }, body: { decision: "approve" } });
  await eventually(async () => (await hod.client.getTicket({ params: { ticketId: id } })).body.status).toBe("approved");
  await raise(`${word} after the approved one`);
  await page.getByRole("link", { name: /Unassigned/ }).click();
  await row(page, `${word} after the approved one`).waitFor();
  const titles = await shownTitles(page);
  expect(titles.slice(0, 2)).toEqual([`${word} after the approved one`, `${word} needs approval`]);
});

test.each([
  ["user.engineering@example.com", ["Mine", "Waiting for approval", "On hold", "Resolved"]],
  [people.tech, ["Assigned to me", "On hold", "Mine"]],
  ["hod.engineering@example.com", ["Mine", "Unassigned", "Waiting for me", "On hold"]],
  [people.itHead, ["Mine", "Unassigned", "Waiting for me", "On hold"]],
])("%s sees how much is in each saved list", async (email, lists) => {
  const page = await signedIn(email, "/tickets");
  const saved = page.getByRole("navigation", { name: "Lists" });
  for (const list of lists) {
    await saved.getByRole("link", { name: new RegExp(`^${list} ?\\d+$`) }).waitFor();
  }
});

test.each(Object.entries(sizes))(
  "who assigns does it from the list, without losing their place in it, on a %s",
  async (_, viewport) => {
    const { id, title } = await raise(`${word} to be given ${viewport.width}`);
    const page = await signedIn("itHead", "/tickets?status=unassigned", { viewport });
    const assign = row(page, title).getByRole("button", { name: `Assign ${title}` });
    await assign.click();
    const dialog = page.getByRole("dialog", { name: "Assign this ticket" });
    await dialog.getByText(title).waitFor();
    await page.keyboard.type("Ana");
    await page.getByRole("option", { name: /Ana Kovač/ }).click();
    await dialog.getByRole("button", { name: "Assign" }).click();
    await dialog.waitFor({ state: "hidden" });
    await assign.waitFor({ state: "detached" });
    expect(new URL(page.url()).pathname).toBe("/tickets");
    await eventually(() => page.evaluate("document.activeElement !== document.body")).toBe(true);
    expect((await itHead.client.getTicket({ params: { ticketId: id } })).body.assignee?.name).toBe("Ana Kovač");
    await page.goto("/tickets?status=assigned");
    await row(page, title).getByText("Ana Kovač").waitFor();
    await expectNoOverflow(page);
  },
);

describe("several tickets together", () => {
  const select = (page: Page, title: string) => page.getByRole("checkbox", { name: `Select ${title}` });
  const selected = (page: Page) => page.getByText(/^\d+ tickets? selected$/);
  const assigneeOf = async (ticketId: string) =>
    (await itHead.client.getTicket({ params: { ticketId } })).body.assignee?.name;
  /** Tickets that are selected, and the dialog with Ana put in. */
  async function selecting(label: string, count: number) {
    const places = Array.from({ length: count }, (_, place) => place);
    const tickets = await Promise.all(places.map((place) => raise(`${word} ${label} ${place}`)));
    await findable(`${word} ${label}`, count);
    const page = await signedIn("itHead", `/tickets?q=${word}+${label}`);
    for (const { title } of tickets) await select(page, title).check();
    await selected(page).getByText(`${count} tickets selected`).waitFor();
    await page.getByRole("button", { name: "Assign", exact: true }).last().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("heading", { name: `Assign ${count} tickets` }).waitFor();
    for (const { title } of tickets) await dialog.getByText(title).waitFor();
    await dialog.getByRole("combobox", { name: "Technician" }).fill("Ana");
    await page.getByRole("option", { name: /Ana Kovač/ }).click();
    return { tickets, page, dialog, assign: dialog.getByRole("button", { name: "Assign" }) };
  }

  test("go to one technician, and whoever gave them keeps their place in the list", async () => {
    const { tickets, page, dialog, assign } = await selecting("together", 3);
    await expectAccessible(page);
    await assign.click();
    await dialog.waitFor({ state: "hidden" });
    await selected(page).waitFor({ state: "hidden" });
    expect(await Promise.all(tickets.map(({ id }) => assigneeOf(id)))).toEqual(tickets.map(() => "Ana Kovač"));
    await row(page, tickets[0]?.title ?? "")
      .getByText("Ana Kovač")
      .waitFor();
    await eventually(() => page.evaluate("document.activeElement !== document.body")).toBe(true);
  });

  test("are told apart where one of them cannot be assigned any more: the reason is said, and the others are", async () => {
    const { tickets, page, dialog, assign } = await selecting("apart", 3);
    const [first, second, third] = tickets.map(({ id }) => id) as [string, string, string];
    await requester.client.moveTicket({ params: { ticketId: second }, body: { status: "cancelled" } });
    await assign.click();
    await dialog.getByText("2 of 3 are assigned. The one above is not.").waitFor();
    await dialog.getByText("A ticket that is cancelled cannot be assigned.").waitFor();
    expect(await dialog.getByRole("listitem").allTextContents()).toEqual([tickets[1]?.title]);
    await dialog.getByRole("button", { name: "Not now" }).click();
    await selected(page).waitFor({ state: "hidden" });
    expect(await Promise.all([first, second, third].map(assigneeOf))).toEqual(["Ana Kovač", undefined, "Ana Kovač"]);
  });

  test("are tried again where the connection broke: what was done although its answer was lost is not refused", async () => {
    const { tickets, page, dialog, assign } = await selecting("again", 2);
    const addresses = /\/v1\/tickets\/[^/]+/;
    let isDown = false;
    await page.route(addresses, async (route) => {
      if (route.request().method() !== "PUT" && !isDown) return route.continue();
      if (!isDown) await route.fetch();
      isDown = true;
      await route.abort();
    });
    await assign.click();
    await dialog.getByText("0 of 2 are assigned. The ones above are not.").waitFor();
    const assignees = () => Promise.all(tickets.map(({ id }) => assigneeOf(id)));
    expect((await assignees()).filter(Boolean)).toEqual(["Ana Kovač"]);
    await page.unroute(addresses);
    await assign.click();
    await dialog.waitFor({ state: "hidden" });
    expect(await assignees()).toEqual(["Ana Kovač", "Ana Kovač"]);
  });

  test("are selected at once as far as they can be assigned, and no longer where another list is shown", async () => {
    await raise(`${word} atonce licence`, { category: "license-request" });
    const tickets = await Promise.all([1, 2].map((place) => raise(`${word} atonce ${place}`)));
    await findable(`${word} atonce`, 3);
    const page = await signedIn("itHead", `/tickets?q=${word}+atonce`);
    await row(page, `${word} atonce licence`).waitFor();
    for (const { title } of tickets) await select(page, title).waitFor();
    expect(await select(page, `${word} atonce licence`).count()).toBe(0);
    const all = page.getByRole("checkbox", { name: "Select all that can be assigned" });
    await all.check();
    await selected(page).getByText("2 tickets selected").waitFor();
    await expectAccessible(page);
    await select(page, `${word} atonce 1`).uncheck();
    await selected(page).getByText("1 ticket selected").waitFor();
    expect(await page.locator("input:indeterminate").count()).toBe(1);
    await page.getByLabel("Order").selectOption("oldest");
    await selected(page).waitFor({ state: "hidden" });
  });
});

test("nobody is offered to assign from a list who may not, nor a ticket that cannot be assigned yet", async () => {
  await raise(`${word} for a licence`, { category: "license-request" });
  const hod = await signedIn("hod.engineering@example.com", "/tickets");
  await row(hod, `${word} for a licence`).waitFor();
  expect(await hod.getByRole("button", { name: /^Assign/ }).count()).toBe(0);
  const page = await signedIn("itHead", "/tickets");
  await row(page, `${word} for a licence`).waitFor();
  const offered = page.getByRole("button", { name: /^Assign/ });
  await offered.first().waitFor();
  expect(await row(page, `${word} for a licence`).getByRole("button").count()).toBe(0);
});

test.each(["en", "ar"])("on a phone the saved list that is shown is in sight, in the language %s", async (language) => {
  const page = await newPage({ viewport: { width: 320, height: 640 } });
  await page.addInitScript(`localStorage.setItem("language", "${language}")`);
  await page.goto("/tickets?status=resolved");
  await page.locator("input[name=email]").fill("user.engineering@example.com");
  await page.locator("input[name=password]").fill(password);
  await page.keyboard.press("Enter");
  const shown = page.locator(".view[aria-current]").filter({ hasText: /\d/ });
  await shown.waitFor();
  const isWithin = async () => {
    const { x = -1, width = 0 } = (await shown.boundingBox()) ?? {};
    return x >= 0 && x + width <= 320;
  };
  await eventually(isWithin).toBe(true);
});

test("a list becomes a CSV file, with its filters, by a link when it is ready", async () => {
  const page = await signedIn("itHead", "/tickets?status=unassigned&priority=critical&category=network-issue");
  await row(page, `${word} on fire`).waitFor();
  await page.getByRole("button", { name: "Export CSV" }).click();
  const link = page.getByRole("link", { name: "Download the file" });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toMatch(/^tickets-.*\.csv$/);
  const address = await link.getAttribute("href");
  const lines = (await (await fetch(address!)).text()).trim().split("\n");
  expect(lines.some((line) => line.includes(`${word} on fire`))).toBe(true);
  expect(lines.some((line) => line.includes(`${word} number`))).toBe(false);
  await page.getByLabel("Priority").selectOption("low");
  await link.waitFor({ state: "detached" });
});

test("an export that is asked for again after a lost answer is the same one, and later another", async () => {
  const page = await newPage();
  await page.clock.install();
  await signIn(page, "itHead", "/tickets?priority=critical");
  const begun: string[] = [];
  await page.route("**/v1/exports", async (route) => {
    const response = await route.fetch();
    begun.push((await response.json()).id);
    if (begun.length < 3) await route.abort();
    else await route.fulfill({ response });
  });
  const button = page.getByRole("button", { name: "Export CSV" });
  for (let lost = 1; lost < 3; lost++) {
    await button.click();
    await eventually(() => begun.length).toBe(lost);
    await page.getByText("Your connection may be down").waitFor();
  }
  await page.clock.fastForward("01:10");
  await button.click();
  await page.getByRole("link", { name: "Download the file" }).waitFor();
  expect(begun[1]).toBe(begun[0]);
  expect(begun[2]).not.toBe(begun[0]);
});

test("the place of the rows does not move when they arrive", async () => {
  const page = await signedIn("itHead", "/profile");
  await page.evaluate(`
    globalThis.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifts += entry.value;
    }).observe({ type: "layout-shift", buffered: false });
  `);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Tickets" }).click();
  await links(page).first().waitFor();
  await page.waitForLoadState("networkidle");
  expect(await page.evaluate("globalThis.shifts")).toBeLessThan(0.02);
});

test("markup in a title is text, nothing else", async () => {
  const title = `<img src=x onerror="globalThis.hurt=1"> <b>${word}</b> &amp; {{7*7}}`;
  await raise(title);
  const page = await signedIn("itHead", "/tickets");
  await eventually(() => shownTitles(page)).toContain(title);
  expect(await page.evaluate("globalThis.hurt")).toBeUndefined();
  expect(await page.locator(".ticket-row img, .ticket-row b").count()).toBe(0);
});

test.each(Object.entries(sizes))(
  "full of tickets it passes axe and fits a %s, in both colours",
  async (_, viewport) => {
    await raise(`${word} ${"a very long title without an end ".repeat(4)}${"x".repeat(30)}`);
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await signedIn("itHead", "/tickets", { viewport, colorScheme });
      await links(page).first().waitFor();
      if (viewport === sizes.phone) await page.getByRole("button", { name: "Filters" }).click();
      await page.waitForLoadState("networkidle");
      await expectAccessible(page);
      await expectNoOverflow(page);
    }
  },
);

test("no status is cut short on a desk, whatever the language", async () => {
  const { id } = await raise(`${word} waits for IT`, { category: "license-request" });
  const hod = await signInToApi(url, "hod.engineering@example.com", password);
  const params = { ticketId: id, stage: "hod" } as const;
  await eventually(async () =>
    (await hod.client.listApprovals({ query: { limit: 100 } })).body.items.map((one) => one.id),
  ).toContain(id);
  await hod.client.decideApproval({ params, body: { decision: "approve" } });
  const page = await signedIn("itHead", "/tickets?status=pending_it_head_approval");
  const cut = `[...document.querySelectorAll(".badge *")]
    .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)`;
  for (const language of ["en", "ar"]) {
    await page.evaluate(`localStorage.setItem("language", "${language}")`);
    await page.reload();
    await page.locator(`html[lang=${language}]`).waitFor();
    await row(page, `${word} waits for IT`).waitFor();
    expect(await page.evaluate(cut)).toEqual([]);
  }
});
