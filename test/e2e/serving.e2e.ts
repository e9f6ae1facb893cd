import { expect, test } from "vitest";
import { url } from "./browser.ts";

const browser = { accept: "text/html", "accept-encoding": "identity" };
const get = (path: string, headers: Record<string, string> = browser) => fetch(new URL(path, url), { headers });
const scriptOf = async () => /src="(\/assets\/[^"]+)"/.exec(await (await get("/")).text())?.[1] ?? "";

test.each(["/", "/tickets", "/tickets/T-0000000", "/docs"])(
  "%s is a page that keeps to its own scripts",
  async (path) => {
    const { status, headers } = await get(path);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toContain("text/html");
    expect(headers.get("cache-control")).toBe("no-cache");
    const policy = headers.get("content-security-policy");
    for (const rule of ["default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'"])
      expect(policy).toContain(rule);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  },
);

test("no page holds a script or asks another host", async () => {
  for (const path of ["/", "/docs"]) {
    const page = await (await get(path)).text();
    expect(page).not.toMatch(/<script(?![^>]*src="\/)/);
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  }
});

test("a file that is named by its content is kept for ever, and sent once", async () => {
  const script = await scriptOf();
  const first = await get(script);
  expect(first.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  const again = await get(script, { "if-none-match": first.headers.get("etag") ?? "" });
  expect(again.status).toBe(304);
});

test("scripts are sent compressed to whoever takes that", async () => {
  const script = await scriptOf();
  const packed = await get(script, { "accept-encoding": "br, gzip" });
  expect(packed.headers.get("content-encoding")).toBe("br");
  expect(await packed.text()).toBe(await (await get(script)).text());
});

test.each(["/assets/gone.js", "/nothing.png", "/.vite/manifest.json", "/assets/../../package.json"])(
  "%s is missing, and no page takes its place",
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);
