import { describe, expect, test } from "vitest";
import { eventually, expectAccessible, held, loseAnswer, signedIn, signIn } from "./browser.ts";
import { box, cast, commentsOf, history, inProgress, listening, move, raise, say } from "./ticketSteps.ts";

describe("a comment", () => {
  test("is sent by Ctrl+Enter, shown at once, and kept", async () => {
    const { id } = await raise(cast.finance);
    const page = await signedIn("user", `/tickets/${id}`);
    await box(page).fill("It hums louder now");
    await page.keyboard.press("Control+Enter");
    await history(page).getByText("It hums louder now").waitFor();
    await history(page).getByText("Sending…").waitFor({ state: "hidden" });
    expect(await box(page).inputValue()).toBe("");
    expect(await history(page).getByText("It hums louder now").count()).toBe(1);
    expect(await commentsOf(cast.finance, id)).toEqual(["It hums louder now"]);
  });

  test("on a resolved ticket is said to reopen nothing, before it is written and only there", async () => {
    const { id } = await inProgress();
    const page = await listening("user", `/tickets/${id}`);
    const hint = page.getByText("A comment does not reopen the ticket.");
    await box(page).waitFor();
    expect(await hint.count()).toBe(0);
    await move(cast.ana, id, "resolved", "New toner");
    await hint.waitFor();
    await expectAccessible(page);
    await move(cast.finance, id, "in_progress");
    await hint.waitFor({ state: "detached" });
  });

  test("that is not sent yet is there again after the page was closed, and for nobody else", async () => {
    const { id } = await raise(cast.finance);
    const page = await signedIn("user", `/tickets/${id}`);
    await box(page).fill("Half a thought");
    // Local storage is all that a crash leaves; the session of the tab is gone with it.
    const again = await page.context().newPage();
    await page.close({ runBeforeUnload: false });
    await again.goto("/");
    await again.getByLabel("E-mail").waitFor();
    await signIn(again, "user", `/tickets/${id}`);
    expect(await box(again).inputValue()).toBe("Half a thought");

    const other = await raise(cast.finance);
    await again.goto(`/tickets/${other.id}`);
    await box(again).waitFor();
    expect(await box(again).inputValue()).toBe("");

    const head = await again.context().newPage();
    await again.close();
    await signIn(head, "hod", `/tickets/${id}`);
    await box(head).waitFor();
    expect(await box(head).inputValue()).toBe("");
  });

  test("on a ticket that is taken away meanwhile is kept, and its writer is told what has happened", async () => {
    const { id } = await inProgress();
    const page = await listening("tech", `/tickets/${id}`);
    await box(page).fill("The roller is");
    const { id: technicianId } = (await cast.bo.client.getMe({})).body;
    await cast.itHead.client.assignTicket({ params: { ticketId: id }, body: { technicianId } });
    await page.getByText("You no longer have access to this ticket").waitFor();
    expect(await page.getByLabel("Your unsent text").inputValue()).toBe("The roller is");
    await expectAccessible(page);
    await page.reload();
    await page.getByRole("button", { name: "Discard text" }).click();
    expect(await page.getByLabel("Your unsent text").count()).toBe(0);
    await page.reload();
    await page.getByRole("heading", { name: "Nothing here" }).waitFor();
  });

  test("that the API refuses is taken back, with the reason, and its text is kept", async () => {
    const { id } = await inProgress();
    const page = await signedIn("tech", `/tickets/${id}`);
    await box(page).fill("One more question");
    await page.route("**/comments", async (route) => {
      // Closed by somebody else, between the click and the API.
      await move(cast.itHead, id, "resolved", "Done by phone");
      await move(cast.itHead, id, "closed");
      await history(page).getByText("Sending…").waitFor();
      await route.continue();
    });
    await page.getByRole("button", { name: "Send comment" }).click();
    await history(page).getByText("One more question").waitFor();
    await page.getByText("the ticket is closed: nothing can be added to it").waitFor();
    await history(page).getByText("One more question").waitFor({ state: "hidden" });
    expect(await page.getByLabel("Your unsent text").inputValue()).toBe("One more question");
    expect(await commentsOf(cast.ana, id)).toEqual([]);
    await page.reload();
    expect(await page.getByLabel("Your unsent text").inputValue()).toBe("One more question");
  });

  test("that is longer than the desk takes is said to be, and nothing of it is cut off", async () => {
    const { id } = await raise(cast.finance);
    const page = await signedIn("user", `/tickets/${id}`);
    // An emoji is one character to people, and two to the browser.
    await box(page).fill("🙂".repeat(5000));
    expect(await page.getByRole("button", { name: "Send comment" }).isEnabled()).toBe(true);
    await box(page).fill("x".repeat(5001));
    await page.getByText("Too long: 5,001 characters. The limit is 5,000.").waitFor();
    expect(await page.getByRole("button", { name: "Send comment" }).isDisabled()).toBe(true);
    expect(await box(page).inputValue()).toHaveLength(5001);
  });

  test("whose answer was lost is not there twice when it is sent again, after a reload too", async () => {
    const { id } = await raise(cast.finance);
    const page = await signedIn("user", `/tickets/${id}`);
    await page.route("**/comments", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await box(page).fill("Only once, please");
    await page.getByRole("button", { name: "Send comment" }).click();
    await page.getByText("Your connection may be down").waitFor();
    expect(await box(page).inputValue()).toBe("Only once, please");
    await page.unroute("**/comments");
    await page.reload();
    const answered = page.waitForResponse("**/comments");
    await page.getByRole("button", { name: "Send comment" }).click();
    expect((await answered).status()).toBe(201);
    await history(page).getByText("Sending…").waitFor({ state: "hidden" });
    expect(await commentsOf(cast.finance, id)).toEqual(["Only once, please"]);
  });

  test("whose answer was lost is asked for again by itself, and is not given back to who has written on", async () => {
    const { id } = await raise(cast.finance);
    const page = await signedIn("user", `/tickets/${id}`);
    const second = await held(page, "POST", "**/comments");
    await loseAnswer(page, "**/comments");
    let asked = 0;
    page.on("request", (request) => request.url().endsWith("/comments") && request.method() === "POST" && asked++);
    await box(page).fill("It hums louder now");
    await page.getByRole("button", { name: "Send comment" }).click();
    await eventually(() => asked).toBe(2);
    await box(page).fill("And it smells");
    const answered = page.waitForResponse("**/comments");
    second("arrives");
    await (await answered).finished();
    await history(page).getByText("It hums louder now").waitFor();
    expect(await box(page).inputValue()).toBe("And it smells");
    expect(await commentsOf(cast.finance, id)).toEqual(["It hums louder now"]);
  });

  test("that is still on its way when its writer comes back is not in the field again, and what they add is kept", async () => {
    const { id } = await raise(cast.finance);
    const page = await signedIn("user", `/tickets/${id}`);
    const request = await held(page, "POST", "**/comments");
    await box(page).fill("It hums louder now");
    await page.getByRole("button", { name: "Send comment" }).click();
    await history(page).getByText("Sending…").waitFor();
    await page.getByRole("link", { name: "Tickets", exact: true }).first().click();
    await page.getByRole("heading", { level: 1, name: "Tickets" }).waitFor();
    await page.goBack();
    await history(page).getByText("Sending…").waitFor();
    expect(await box(page).inputValue()).toBe("");
    await box(page).fill("And it smells");
    request("arrives");
    await history(page).getByText("Sending…").waitFor({ state: "hidden" });
    await page.reload();
    await box(page).waitFor();
    expect(await box(page).inputValue()).toBe("And it smells");
    expect(await commentsOf(cast.finance, id)).toEqual(["It hums louder now"]);
  });

  test("that does not arrive is told to a writer who has gone elsewhere", async () => {
    const { id } = await raise(cast.finance);
    const page = await signedIn("user", `/tickets/${id}`);
    const request = await held(page, "POST", "**/comments");
    await box(page).fill("It hums louder now");
    await page.getByRole("button", { name: "Send comment" }).click();
    await history(page).getByText("Sending…").waitFor();
    await page.getByRole("link", { name: "Profile" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Profile" }).waitFor();
    request("is lost");
    const told = page.getByRole("status").filter({ hasText: "This could not be sent. What you wrote is kept:" });
    await told.waitFor();
    await expectAccessible(page);
    await told.getByRole("link", { name: id }).click();
    await box(page).waitFor();
    expect(await box(page).inputValue()).toBe("It hums louder now");
  });

  test("of somebody else appears by itself; who reads above is told quietly, and nothing moves", async () => {
    const { id } = await inProgress();
    for (let count = 1; count <= 25; count += 1) await say(cast.finance, id, `Line ${count}`);
    const page = await listening("tech", `/tickets/${id}`);
    await history(page).getByText("Line 25").waitFor();
    const heading = page.getByRole("heading", { level: 1 });
    await page.evaluate("scrollTo(0, 0)");
    const place = await heading.boundingBox();
    await say(cast.finance, id, "Are you there?");
    const news = page.getByRole("button", { name: "1 new" });
    await news.waitFor();
    expect(await heading.boundingBox()).toEqual(place);
    await news.click();
    await page.getByRole("button", { name: "1 new" }).waitFor({ state: "hidden" });
    await history(page).getByText("Are you there?").waitFor();
  });
});

describe("an internal note", () => {
  test("is unmistakable before and after it is sent, and the requester never sees it", async () => {
    const { id } = await inProgress();
    const requester = await listening("user", `/tickets/${id}`);
    const page = await listening("tech", `/tickets/${id}`);
    await page.getByRole("switch", { name: "Write an internal note" }).click();
    await page.getByText("The requester cannot.").waitFor();
    const note = page.getByRole("textbox", { name: "Internal note" });
    await note.fill("He dropped it himself");
    await page.getByRole("button", { name: "Save internal note" }).click();
    const entry = history(page).getByRole("article").filter({ hasText: "He dropped it himself" });
    await entry.getByText("Internal note: the requester does not see it").waitFor();
    expect(await entry.getAttribute("data-internal")).toBe("true");

    await say(cast.ana, id, "I am looking into it");
    await history(requester).getByText("I am looking into it").waitFor();
    expect(await requester.getByText("He dropped it himself").count()).toBe(0);
    expect(await requester.getByText("Write an internal note").count()).toBe(0);
  });

  test("that is not sent yet comes back as a note, never as a comment", async () => {
    const { id } = await inProgress();
    const page = await signedIn("tech", `/tickets/${id}`);
    await page.getByRole("switch", { name: "Write an internal note" }).click();
    await page.getByRole("textbox", { name: "Internal note" }).fill("Not for him");
    await page.reload();
    await page.getByRole("button", { name: "Save internal note" }).waitFor();
    expect(await page.getByRole("textbox", { name: "Internal note" }).inputValue()).toBe("Not for him");
  });
});
