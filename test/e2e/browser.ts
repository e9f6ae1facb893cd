import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import chromium from "@sparticuz/chromium";
import {
  type Browser,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
  type Response,
} from "playwright-core";
import { afterAll, expect, inject, onTestFinished } from "vitest";
import { until } from "../../local/until.ts";

declare module "vitest" {
  interface ProvidedContext {
    urls: string[];
  }
}

/** The local cloud of this worker; workers count from 1. */
export const url = inject("urls")[Number(process.env.VITEST_POOL_ID) - 1] as string;
export const password = "Demo-Passw0rd!";
/** The demo people, by what they are. */
export const people = {
  admin: "admin@example.com",
  itHead: "ithead@example.com",
  hod: "hod.finance@example.com",
  tech: "tech.ana@example.com",
  user: "user.finance@example.com",
} as const;
export type Who = keyof typeof people;

/** The two widths that every page is looked at in: pixels. */
export const sizes = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

let browser: Promise<Browser> | undefined;
afterAll(async () => (await browser)?.close());

/** Its own arguments put everything in one process, where browsers are not apart, and switch web security off. */
const args = ["--no-sandbox", "--disable-gpu", "--use-gl=angle", "--use-angle=swiftshader"];

const launch = async (): Promise<Browser> =>
  playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });

/**
 * A browser of one's own, as far as anybody can tell: cookies, storage, everything. It is closed with the test: each page that
 * stays open reads again whatever happens to its person.
 */
export async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  browser ??= launch();
  const context = await (await browser).newContext({ baseURL: url, viewport: sizes.desk, locale: "en-GB", ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("response", (response) => void noteToken(page, response));
  return page;
}

const refreshTokens = new WeakMap<Page, string>();
/** The refresh token that the user pool gave this page last: the page itself lets nobody read it. */
export const refreshTokenOf = (page: Page): Promise<string> =>
  until(
    async () => refreshTokens.get(page) ?? "",
    (token) => token !== "",
    "a refresh token",
  );

async function noteToken(page: Page, response: Response): Promise<void> {
  if (!response.request().headers()["x-amz-target"]) return;
  const answer = (await response.json().catch(() => ({}))) as { AuthenticationResult?: { RefreshToken?: string } };
  const given = answer.AuthenticationResult?.RefreshToken;
  if (given) refreshTokens.set(page, given);
}

/** Keeps requests of a method to these addresses on their way, until it is said what becomes of them. */
export async function held(page: Page, method: string, to: string): Promise<(how: "arrives" | "is lost") => void> {
  const { promise: told, resolve: tell } = Promise.withResolvers<"arrives" | "is lost">();
  await page.route(to, async (route) => {
    const isLost = route.request().method() === method && (await told) === "is lost";
    await (isLost ? route.abort() : route.continue());
  });
  return tell;
}

/** The next request to these addresses is carried out, and its answer lost. */
export const loseAnswer = (page: Page, to: string): Promise<unknown> =>
  page.route(
    to,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );

/** What becomes true as the page goes on: it is asked until then, for as long as any wait. */
export const eventually = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: 15_000 });

/** Signs in by the form, as people do, and waits for the page's title. */
export async function signIn(page: Page, who: Who | string, path = "/"): Promise<Page> {
  await page.goto(path);
  await page.locator("input[name=email]").fill(who in people ? people[who as Who] : who);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1 }).and(page.locator(".page-title")).waitFor();
  return page;
}

export const signedIn = async (who: Who | string, path = "/", options: BrowserContextOptions = {}): Promise<Page> =>
  signIn(await newPage(options), who, path);

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
type Violation = { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] };

/** No finding of axe (WCAG 2.2 A and AA, and its best practices) on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // Colours that are on their way from one to another are no colours to judge.
  await page.evaluate("new Promise(requestAnimationFrame)");
  await page.evaluate(`Promise.allSettled(
    document.getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().endTime < Infinity)
      .map(({ finished }) => finished))`);
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe;
    return (await run.run()).violations;
  });
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ target }) => target).join("\n  ")}`,
  );
  expect(found, page.url()).toEqual([]);
}

/** Nothing stands out to the side. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]";
  const [content, window] = (await page.evaluate(widths)) as [number, number];
  expect(content, `${page.url()} is wider than the window`).toBeLessThanOrEqual(window);
}
