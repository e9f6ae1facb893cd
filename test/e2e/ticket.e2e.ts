import { describe, expect, test } from "vitest";
import { until } from "../../local/until.ts";
import { eventually, expectAccessible, expectNoOverflow, held, newPage, signedIn, signIn, sizes } from "./browser.ts";
import { person } from "./office.ts";
import { assign, box, cast, history, inProgress, listening, move, offered, raise, say } from "./ticketSteps.ts";

const hostile = `<script>document.title="owned"</script><img src=x onerror="document.title='owned'">`;

/** A ticket of 55 entries that its requester sees, and three notes that they do not. */
let made: Promise<string> | undefined;
const long = () => {
  made ??= (async () => {
    const { id } = await inProgress();
    for (let count = 1; count <= 3; count += 1) await say(cast.ana, id, `Note ${count}`, true);
    for (let count = 4; count <= 55; count += 1) await say(cast.ana, id, `This is entry ${count}`);
    return id;
  })();
  return made;
};

test("how long ago something was is said anew while the page stays open", async () => {
  const { id } = await raise(cast.finance);
  const page = await newPage();
  await page.clock.install();
  await signIn(page, "user", `/tickets/${id}`);
  await history(page).getByText("this minute").waitFor();
  await page.clock.fastForward("05:00");
  await history(page).getByText("5 minutes ago").waitFor();
});

test("a ticket brings the beginning of its history with it: there is no second request to wait for", async () => {
  const { id } = await raise(cast.finance);
  const page = await newPage();
  await page.route("**/v1/tickets/*/history**", (route) => route.abort());
  await signIn(page, "user", `/tickets/${id}`);
  await history(page).getByText("raised").waitFor();
});

test("a ticket that is on its way is named by its id, in the tab and to who cannot see", async () => {
  const { id, title } = await raise(cast.finance);
  const page = await signedIn("user", "/tickets");
  const reading = await held(page, "GET", `**/v1/tickets/${id}**`);
  await page.getByRole("link", { name: title }).first().click();
  await page.getByRole("heading", { level: 1, name: id }).and(page.locator(":focus")).waitFor();
  expect(await page.title()).toContain(id);
  await expectAccessible(page);
  reading("arrives");
  await page.getByRole("heading", { level: 1, name: title }).and(page.locator(":focus")).waitFor();
  expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
});

describe("what can be done", () => {
  test("each role is offered what the API allows, and nothing else", async () => {
    const { id } = await raise(cast.finance);
    const path = `/tickets/${id}`;
    const [user, admin] = [await signedIn("user", path), await signedIn("admin", path)];
    await eventually(() => offered(user)).toEqual(["Edit", "Cancel ticket"]);
    await eventually(() => offered(admin)).toEqual(["Assign", "Edit", "Cancel ticket"]);
    const head = await signedIn("hod", path);
    await head.getByRole("heading", { name: "Description" }).waitFor();
    await eventually(() => offered(head)).toEqual([]);
  });

  test("what was done although its answer was lost is not refused when it is tried again", async () => {
    const { id } = await inProgress();
    const page = await signedIn("tech", `/tickets/${id}`);
    await page.getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("A new cable");
    await page.route(`**/tickets/${id}/status`, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.route(`**/v1/tickets/${id}`, (route) => route.abort());
    await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("dialog").getByText("Your connection may be down").waitFor();
    await page.unroute(`**/tickets/${id}/status`);
    await page.unroute(`**/v1/tickets/${id}`);
    await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await eventually(() => offered(page)).toContain("Close");
  });

  test("what somebody else has just done is no refusal to who wants the same", async () => {
    const { id } = await raise(cast.finance);
    const page = await signedIn("itHead", `/tickets/${id}`);
    const press = (name: string) => page.getByRole("dialog").getByRole("button", { name }).click();
    await page.getByRole("button", { name: "Assign", exact: true }).click();
    await page.getByRole("option", { name: /Ana Kovač/ }).click();
    await assign(id);
    await press("Assign");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Cancel ticket" }).click();
    await page.getByRole("dialog").waitFor();
    await move(cast.finance, id, "cancelled");
    await press("Cancel ticket");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await history(page).getByText("Priya Raman changed the status").waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  test("a technician is chosen by name, with how much each has to do, and the page follows", async () => {
    const { id } = await raise(cast.finance);
    const page = await signedIn("itHead", `/tickets/${id}`);
    await page.getByRole("button", { name: "Assign", exact: true }).click();
    await page.getByRole("combobox", { name: "Technician" }).fill("Ana");
    await page.getByRole("option", { name: /Ana Kovač.*(ticket|nothing)/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Assign" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await history(page).getByText("assigned it to Ana Kovač").waitFor();
    await eventually(() => offered(page)).toContain("Reassign");
    // Who may look into the directory is one step from a phone number.
    await page.getByRole("region", { name: "Details" }).getByRole("link", { name: "Ana Kovač" }).click();
    await page.getByRole("heading", { level: 1, name: "Ana Kovač" }).waitFor();
  });

  test("the technicians to choose from keep their places while somebody else gives them work", async () => {
    const name = `Otto Order ${Date.now()}`;
    const [first] = await Promise.all(["A", "B"].map((letter) => person("technician", `${name} ${letter}`)));
    const [{ id }, { id: other }] = await Promise.all([raise(cast.finance), raise(cast.finance)]);
    const page = await listening("itHead", `/tickets/${id}`);
    await page.getByRole("button", { name: "Assign", exact: true }).click();
    await page.getByRole("combobox", { name: "Technician" }).fill(name);
    const options = page.getByRole("option").filter({ hasText: name });
    await eventually(() => options.allTextContents()).toEqual([`${name} Ano tickets`, `${name} Bno tickets`]);
    await assign(other, first);
    await eventually(() => options.allTextContents()).toEqual([`${name} A1 ticket`, `${name} Bno tickets`]);
  });

  test("work goes from start to hold to resolved, which asks how, and the requester closes it", async () => {
    const { id } = await raise(cast.finance);
    await assign(id);
    const page = await signedIn("tech", `/tickets/${id}`);
    await page.getByRole("button", { name: "Start work" }).click();
    await page.getByRole("button", { name: "Put on hold" }).click();
    await page.getByLabel("What is it waiting for?").fill("A spare part");
    await page.getByRole("dialog").getByRole("button", { name: "Put on hold" }).click();
    await history(page).getByText("A spare part").waitFor();
    await page.getByRole("button", { name: "Resume work" }).click();
    await page.getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
    await page.getByText("Please write a few words.").waitFor();
    await page.getByLabel("How was it resolved?").fill("New toner");
    // What was typed outlives a slip of the finger, and the page.
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.reload();
    await page.getByRole("button", { name: "Resolve" }).click();
    expect(await page.getByLabel("How was it resolved?").inputValue()).toBe("New toner");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("region", { name: "How it was resolved" }).getByText("New toner").waitFor();

    const requester = await signedIn("user", `/tickets/${id}`);
    await eventually(() => offered(requester)).toEqual(["Close", "Reopen"]);
    await requester.getByRole("button", { name: "Close" }).click();
    await requester.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).click();
    await requester.getByText("This ticket has ended").waitFor();
  });

  test("while a step is on its way nothing else can be pressed: the buttons change places when it is done", async () => {
    const { id } = await raise(cast.finance);
    await assign(id);
    const page = await signedIn("itHead", `/tickets/${id}`);
    const held: (() => Promise<void>)[] = [];
    await page.route("**/status", (route) => void held.push(() => route.continue()));
    await page.getByRole("button", { name: "Start work" }).click();
    const buttons = page.getByRole("group", { name: "What you can do" }).getByRole("button");
    await buttons.and(page.locator("[data-loading]")).waitFor();
    expect(await buttons.and(page.locator(":enabled")).count()).toBe(0);
    await held[0]?.();
    await page.getByRole("button", { name: "Resolve" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("A new roller");
    await dialog.getByRole("button", { name: "Resolve" }).click();
    await dialog.locator("button[data-loading]").waitFor();
    // Whoever left the dialog now would not hear whether it has worked.
    await page.keyboard.press("Escape");
    await held[1]?.();
    await page.getByRole("region", { name: "How it was resolved" }).getByText("A new roller").waitFor();
    await dialog.waitFor({ state: "hidden" });
    expect(await page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:resolve:'))")).toEqual(
      [],
    );
  });

  test("who decides is shown with the steps; a rejection wants a reason, which everybody then reads", async () => {
    const { id } = await raise(cast.finance, { category: "license-request" });
    const page = await signedIn("hod", `/tickets/${id}`);
    const steps = page.getByRole("region", { name: "Approval" }).getByRole("listitem");
    await steps.nth(0).getByText("Head of Finance").waitFor();
    await steps.nth(1).getByText("IT head").waitFor();
    expect(await steps.nth(0).getAttribute("aria-current")).toBe("step");
    await page.getByRole("button", { name: "Reject" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
    await page.getByText("Please write a few words.").waitFor();
    await page.getByLabel("Reason").fill("We have one already");
    await page.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
    await steps.nth(0).getByText("Rejected by Fatima Haddad").waitFor();
    await history(page).getByText("We have one already").waitFor();
    await eventually(() => offered(page)).toEqual([]);
  });

  test("an approval moves on to the next step by itself", async () => {
    const { id } = await raise(cast.finance, { category: "license-request" });
    const page = await signedIn("hod", `/tickets/${id}`);
    await page.getByRole("button", { name: "Approve" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    await page.getByText("Approved by Fatima Haddad").waitFor();
    await page.getByText("Waiting for IT head").waitFor();
  });

  test("a ticket is cancelled only after a question", async () => {
    const { id } = await raise(cast.finance);
    const page = await signedIn("user", `/tickets/${id}`);
    await page.getByRole("button", { name: "Cancel ticket" }).click();
    await page.getByRole("button", { name: "Not now" }).click();
    await page.getByRole("button", { name: "Cancel ticket" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel ticket" }).click();
    await page.getByRole("status").getByText("Cancelled").waitFor();
  });

  test("a step that somebody else has made impossible is refused in words, with a request id, and its text stays", async () => {
    const { id } = await inProgress();
    const page = await signedIn("tech", `/tickets/${id}`);
    await page.getByRole("button", { name: "Resolve" }).click();
    await page.getByLabel("How was it resolved?").fill("New toner");
    await move(cast.itHead, id, "resolved", "Done by phone");
    await move(cast.itHead, id, "closed");
    await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
    const refusal = page.getByRole("dialog").getByRole("alert");
    await refusal.getByText("a ticket that is closed cannot become resolved").waitFor();
    await refusal.getByRole("button", { name: /Copy request ID/ }).waitFor();
    expect(await page.getByLabel("How was it resolved?").inputValue()).toBe("New toner");
  });
});

describe("what is shown", () => {
  test("a ticket that may not be read looks exactly like one that is not there", async () => {
    const { id } = await raise(cast.engineering);
    const page = await newPage();
    await signIn(page, "user", `/tickets/${id}`);
    await page.getByRole("heading", { name: "Nothing here" }).waitFor();
    const text = await page.getByRole("main").innerText();
    for (const none of ["T-0000000", "nonsense"]) {
      await page.goto(`/tickets/${none}`);
      await page.getByRole("heading", { name: "Nothing here" }).waitFor();
      expect(await page.getByRole("main").innerText()).toBe(text);
    }
  });

  test("markup in titles, descriptions and comments is text", async () => {
    const { id } = await inProgress({ title: hostile, description: hostile });
    await say(cast.ana, id, hostile);
    await move(cast.ana, id, "resolved", hostile);
    const page = await signedIn("user", `/tickets/${id}`);
    await history(page).getByText(hostile).first().waitFor();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(hostile);
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(await page.title()).toContain("<script>");
  });

  test("addresses and ticket ids in a text are links, and nothing else is", async () => {
    const { id } = await raise(cast.finance, {
      description: "See https://example.com/a?b=1. Like T-0000000; not javascript:alert(1)",
    });
    const page = await signedIn("user", `/tickets/${id}`);
    const links = page.getByRole("region", { name: "Description" }).getByRole("link");
    await links.first().waitFor();
    const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    expect(addresses).toEqual(["https://example.com/a?b=1", "/tickets/T-0000000"]);
  });

  test("the history shows comments only where that is asked for, and the address says so", async () => {
    const { id } = await inProgress();
    await say(cast.ana, id, "I am on my way");
    const page = await signedIn("user", `/tickets/${id}`);
    await history(page).getByText("raised this ticket").waitFor();
    await page.getByText("Comments only").click();
    await history(page).getByText("raised this ticket").waitFor({ state: "hidden" });
    await history(page).getByText("I am on my way").waitFor();
    expect(page.url()).toContain("show=comments");
  });

  test("a link to an entry reads as far as it takes, brings it into sight and marks it, for every reader the same", async () => {
    const id = await long();
    for (const who of ["user", "tech"] as const) {
      const page = await signedIn(who, `/tickets/${id}#e-55`);
      const entry = page.locator("#e-55[data-marked]");
      await entry.getByText("This is entry 55").waitFor();
      await until(
        () => entry.evaluate((one) => one.getBoundingClientRect().top),
        (top) => top > 0 && top < 800,
        "the entry being in sight",
      );
    }
  }, 120_000);

  test("a long history is read to its end by itself, oldest first, and ends in what one has just said", async () => {
    const page = await signedIn("user", `/tickets/${await long()}`);
    await history(page).getByText("This is entry 55").waitFor();
    await page.getByRole("button", { name: "Go to the latest" }).click();
    await until(
      () => page.locator("#e-55").evaluate((one) => one.getBoundingClientRect().bottom),
      (bottom) => bottom > 0 && bottom < 800,
      "the latest entry being in sight",
    );
    await box(page).fill("And this is entry 56");
    await page.keyboard.press("Control+Enter");
    await history(page).getByText("Sending…").waitFor({ state: "hidden" });
    await history(page).getByText("And this is entry 56").waitFor();
    const texts = await history(page).getByRole("article").allInnerTexts();
    const numbers = texts.map((text) => Number(/entry (\d+)/.exec(text)?.[1]));
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  }, 120_000);

  test("on paper it is what there is to read, with exact times, and nothing to press", async () => {
    const { id } = await raise(cast.finance);
    const page = await signedIn("user", `/tickets/${id}`, { colorScheme: "dark" });
    await history(page).getByText("raised this ticket").waitFor();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await history(page).getByText("raised this ticket").waitFor();
    for (const role of ["button", "banner", "navigation", "textbox"] as const)
      expect(await page.getByRole(role).count(), role).toBe(0);
    const time = "getComputedStyle(document.querySelector('#e-1 time'), '::after').content";
    expect(await page.evaluate(time)).toContain(String(new Date().getFullYear()));
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.evaluate("document.documentElement.dataset.mantineColorScheme")).toBe("dark");
  });

  test("its id is copied with one press", async () => {
    const { id } = await raise(cast.finance);
    const page = await signedIn("user", `/tickets/${id}`, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("button", { name: `Copy ${id}` }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(id);
  });

  test("what somebody else does is shown without a reload", async () => {
    const { id } = await raise(cast.finance);
    const page = await listening("user", `/tickets/${id}`);
    await assign(id);
    await history(page).getByText("assigned it to Ana Kovač").waitFor();
    await page.getByRole("status").getByText("Assigned").waitFor();
    await eventually(() => offered(page)).toEqual(["Cancel ticket"]);
  });

  test("what somebody else does is shown without a reload where the network lets no WebSocket through, too", async () => {
    const { id } = await raise(cast.finance);
    const page = await newPage();
    let tries = 0;
    await page.routeWebSocket(/.*/, (socket) => {
      tries += 1;
      return socket.close();
    });
    await signIn(page, "user", `/tickets/${id}`);
    await history(page).getByText("raised this ticket").waitFor();
    await eventually(() => tries).toBeGreaterThan(0);
    await assign(id);
    await history(page).getByText("assigned it to Ana Kovač").waitFor();
  });
});

describe.each(["light", "dark"] as const)("a full ticket in %s colours", (colorScheme) => {
  test.each(Object.entries(sizes))(
    "passes axe and fits its width on a %s, with each of its dialogs",
    async (_, viewport) => {
      const long = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(4);
      const { id } = await raise(cast.finance, {
        category: "license-request",
        title: `${long} طابعة الطابق الثالث`,
        description: `${long}\nالطابعة لا تعمل منذ يوم الاثنين`,
      });
      await say(cast.finance, id, `${long} https://example.com/${long}`);
      await say(cast.itHead, id, "Ask the vendor first.", true);
      const page = await signedIn("admin", `/tickets/${id}`, { viewport, colorScheme });
      await history(page).getByText("Ask the vendor first.").waitFor();
      const check = async () => {
        await expectAccessible(page);
        await expectNoOverflow(page);
      };
      await check();
      await page.getByRole("switch", { name: "Write an internal note" }).click();
      await check();
      for (const name of ["Reject", "Edit"]) {
        await page.getByRole("button", { name, exact: true }).click();
        await page.getByRole("dialog").waitFor();
        await page.waitForFunction("document.getAnimations().every(({ playState }) => playState !== 'running')");
        await check();
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "hidden" });
      }
    },
  );
});
