import { join } from "node:path";
import { createServer } from "vite";
import { freePort } from "../port.ts";
import { projectRoot } from "../template/templateSynth.ts";
import type { Front } from "./gateway.ts";
import { isElsewhere } from "./webClient.ts";

/** The web client for whoever works on it: from the sources, each change shown at once. No policy guards it. */
export async function devClient(): Promise<Front> {
  const vite = await createServer({
    configFile: join(projectRoot, "web/vite.config.ts"),
    server: { middlewareMode: true, ws: { port: await freePort() } },
    logLevel: "warn",
  });
  return (request, response, path) => {
    if (isElsewhere(request, path)) return false;
    if (path === "/docs") request.url = "/docs/";
    return new Promise((resolve) => {
      response.once("close", () => resolve(true));
      vite.middlewares(request, response, () => resolve(false));
    });
  };
}
