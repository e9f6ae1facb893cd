import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { openBrowser } from "../bench/browser.ts";
import { builtClient } from "../local/gateway/webBuild.ts";
import { freePort } from "../local/port.ts";
import { type Session, signIn } from "../local/session.ts";
import { until } from "../local/until.ts";
import { password, startDesk } from "../test/cloud/desk.ts";

/** Takes the pictures of the README from the demo tickets: `npm run screenshots`. */
type Shot = { name: string; who: string; path: string; isPhone?: boolean; isDark?: boolean };
const folder = "docs/screenshots";
const largest = 300_000;
/** No placeholder is left in sight; cards further down are read when somebody comes to them. */
const nothingLoads = `[...document.querySelectorAll("[class*=Skeleton]")].every(
  (one) => one.getBoundingClientRect().top > innerHeight)`;

await builtClient();
const desk = await startDesk({}, undefined, []);
try {
  const itHead = await signIn(desk.url, "ithead@example.com", password);
  mkdirSync(folder, { recursive: true });
  for (const shot of await shotsFor(itHead)) await take(shot);
} finally {
  await desk.stop();
}

async function shotsFor(itHead: Session): Promise<Shot[]> {
  const worked = await richest(itHead);
  return [
    { name: "list", who: "ithead", path: "/tickets" },
    { name: "ticket", who: "ithead", path: `/tickets/${worked}` },
    { name: "approvals", who: "admin", path: "/approvals" },
    { name: "dashboard-dark", who: "ithead", path: "/", isDark: true },
    { name: "phone-list", who: "ithead", path: "/tickets", isPhone: true },
    { name: "phone-ticket-dark", who: "ithead", path: `/tickets/${worked}`, isPhone: true, isDark: true },
  ];
}

/** Of the tickets that are worked on after an approval, the one with the longest history. */
async function richest({ client }: Session): Promise<string> {
  const { items } = (await client.listTickets({ query: { limit: 100 } })).body;
  const worked = items.filter(({ status }) => ["assigned", "in_progress", "on_hold", "resolved"].includes(status));
  const found = worked.map(async ({ id: ticketId }) => {
    const { approvals } = (await client.getTicket({ params: { ticketId } })).body;
    const entries = (await client.getHistory({ params: { ticketId }, query: { limit: 100 } })).body.items.length;
    return { ticketId, worth: approvals.length * 100 + entries };
  });
  const [first] = (await Promise.all(found)).sort((one, other) => other.worth - one.worth);
  if (!first) throw new Error("there is no demo ticket to show");
  return first.ticketId;
}

async function take({ name, who, path, isPhone = false, isDark = false }: Shot): Promise<void> {
  const browser = await openBrowser(await freePort(), {
    viewport: isPhone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    deviceScaleFactor: isPhone ? 2 : 1,
    isMobile: isPhone,
    hasTouch: isPhone,
    colorScheme: isDark ? "dark" : "light",
    locale: "en-GB",
  });
  const file = join(folder, `${name}.png`);
  try {
    const page = await browser.newPage();
    await page.goto(`${desk.url}${path}`);
    await page.locator("input[name=email]").fill(`${who}@example.com`);
    await page.locator("input[name=password]").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.locator(".page-title").waitFor();
    await until(() => page.evaluate(nothingLoads), Boolean, `${path} without a placeholder`);
    await page.waitForLoadState("networkidle");
    await page.addStyleTag({ content: "html { scrollbar-gutter: auto }" }); // pictures have no scrollbar
    await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
  } finally {
    await browser.close();
  }
  const bytes = statSync(file).size;
  console.log(`${file} ${Math.round(bytes / 1000)} kB`);
  if (bytes > largest) throw new Error(`${file} is larger than ${largest / 1000} kB`);
}
