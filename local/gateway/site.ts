import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { accounts } from "../demo/demoAccounts.ts";
import { plain } from "../plainText.ts";
import { clientId, region, userPoolId } from "../template/templateNames.ts";
import type { Front } from "./gateway.ts";
import { showTour } from "./tourFront.ts";

type Options = {
  cognito: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  demoPassword: string;
};

/**
 * What the local address serves beside the API: the demo accounts at /demo, a tour that begins there, /config.json for
 * clients, and sign-in at /cognito.
 */
export function site({ cognito, demoPassword }: Options): Front {
  const page = pageWith(demoPassword);
  return async (request, response, path) => {
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (path === "/cognito" || path === "/cognito/") await cognito(request, response);
    else if (path === "/demo" && isRead) send(response, "text/html; charset=utf-8", page);
    else if (path === "/demo/tour" && isOurs(request)) {
      response.writeHead(200, headersOf("text/html; charset=utf-8"));
      await showTour(request, response, { head: page.slice(0, page.indexOf("<h1>")), password: demoPassword });
    } else if (path === "/config.json" && isRead)
      send(response, "application/json", JSON.stringify(configFor(request)));
    else return false;
    return true;
  };
}

/** All that a client needs to know, by the address that it used itself. */
function configFor({ headers }: IncomingMessage) {
  const origin = `http://${headers.host ?? "localhost"}`;
  return { apiUrl: origin, auth: { endpoint: `${origin}/cognito`, region, userPoolId, clientId } };
}

/** A form of another site must not begin a tour here. */
const isOurs = ({ method, headers }: IncomingMessage): boolean =>
  method === "POST" && (headers["sec-fetch-site"] ?? "same-origin") === "same-origin";

const headersOf = (type: string) => ({
  "content-type": type,
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
});

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { ...headersOf(type), "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function pageWith(password: string): string {
  const rows = accounts.map(
    ({ email, name, title }) => `<tr><td>${name}</td><td>${title}</td><td><code>${email}</code></td></tr>`,
  );
  return readFileSync(new URL("./page.html", import.meta.url), "utf8")
    .replace("{{accounts}}", () => rows.join("\n"))
    .replace("{{password}}", () => plain(password));
}
