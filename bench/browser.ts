import chromium from "@sparticuz/chromium";
import { type BrowserContext, type BrowserContextOptions, chromium as playwright } from "playwright-core";

/** A browser with a profile of its own, which others can drive too at the port. */
export const openBrowser = async (port: number, options: BrowserContextOptions = {}): Promise<BrowserContext> =>
  playwright.launchPersistentContext("", {
    executablePath: await chromium.executablePath(),
    args: [...chromium.args, `--remote-debugging-port=${port}`],
    headless: true,
    ...options,
  });
