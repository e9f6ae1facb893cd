import type { BrowserContextOptions, Page } from "playwright-core";
import type { Session } from "../../local/session.ts";
import { castOf } from "../cloud/desk.ts";
import { newPage, signIn, url, type Who } from "./browser.ts";

/** What the ticket page's tests do through the API, as somebody else or to prepare. */
export const cast = await castOf(url);

const words = { title: "The printer hums", description: "Since Monday, a low C.", priority: "medium" } as const;
type Words = { title?: string; description?: string; category?: string };

export const raise = async (by: Session, more: Words = {}) =>
  (await by.client.raiseTicket({ body: { category: "other", ...words, ...more } })).body;

export const assign = async (ticketId: string, technician = cast.ana) => {
  const { id: technicianId } = (await technician.client.getMe({})).body;
  return (await cast.itHead.client.assignTicket({ params: { ticketId }, body: { technicianId } })).body;
};

/** A ticket of the user that Ana works on. */
export async function inProgress(more: Words = {}) {
  const { id } = await raise(cast.finance, more);
  await assign(id);
  return (await move(cast.ana, id, "in_progress")).body;
}

type Move = "in_progress" | "resolved" | "closed" | "cancelled";
export const move = (by: Session, ticketId: string, status: Move, comment?: string) =>
  by.client.moveTicket({ params: { ticketId }, body: { status, comment } });

export const say = (by: Session, ticketId: string, message: string, internal = false) =>
  by.client.addComment({ params: { ticketId }, body: { message, internal } });

export const commentsOf = async (by: Session, ticketId: string): Promise<unknown[]> => {
  const { items } = (await by.client.getHistory({ params: { ticketId }, query: { limit: 100 } })).body;
  return items.filter(({ type }) => type === "CommentAdded").map(({ message }) => message);
};

/** The buttons that are offered for the ticket as a whole. */
export const offered = (page: Page): Promise<string[]> =>
  page.getByRole("group", { name: "What you can do" }).getByRole("button").allTextContents();

export const box = (page: Page) => page.getByRole("textbox", { name: "Comment" });
export const history = (page: Page) => page.getByRole("region", { name: "History" });

/** Somebody on a ticket's page, with a socket that is open: what happens from now on is told. */
export async function listening(who: Who | string, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await newPage(options);
  await marksLive(page);
  await signIn(page, who, path);
  await isLive(page);
  return page;
}

/** Has a page say, to `isLive`, when its WebSocket is open: what is shown is read once more then. */
export async function marksLive(page: Page): Promise<void> {
  await page.addInitScript(`{
    const Real = WebSocket;
    globalThis.WebSocket = class extends Real {
      constructor(address) {
        super(address);
        this.addEventListener("open", () => { document.documentElement.dataset.live = "yes"; });
      }
    };
  }`);
}

export const isLive = (page: Page): Promise<void> => page.locator("html[data-live]").waitFor();
