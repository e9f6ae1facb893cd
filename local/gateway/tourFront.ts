import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as after } from "node:timers/promises";
import { playTour } from "../demo/demoTour.ts";
import { plain } from "../plainText.ts";

/**
 * Plays the tour on this very desk, and shows each line of it in a page that grows as it goes on: no script is needed.
 * `?pause=` is how many seconds there are to look at each step. `head` is how the page begins.
 */
export async function showTour(
  request: IncomingMessage,
  response: ServerResponse,
  { head, password }: { head: string; password: string },
): Promise<void> {
  const address = `http://127.0.0.1:${request.socket.localPort}`;
  const seconds = Number(new URL(request.url ?? "/", address).searchParams.get("pause") ?? 0);
  const say = (line: string) => response.write(lineOf(line));
  response.write(`${head}<h1>A ticket travels</h1>
<p>Open it in another tab, signed in as <code>user.finance@example.com</code> with the password <code>${plain(password)}</code>, and watch.</p>
<div role="log">
`);
  try {
    await playTour(address, password, { say, pause: () => after(seconds * 1000, undefined, { ref: false }) });
    say("The story went as told.");
  } catch (error) {
    say(`The story stopped: ${error instanceof Error ? error.message : error}`);
  }
  response.end('</div>\n<p><a href="/demo">Back</a></p></main></body></html>\n');
}

/** What follows from a step is indented. */
const lineOf = (line: string): string =>
  line.startsWith("  ") ? `<pre>${plain(line)}</pre>\n` : `<p class="step">${linked(plain(line))}</p>\n`;

const linked = (line: string): string =>
  line.replace(/T-[0-9A-Z]{7}/g, (id) => `<a href="/tickets/${id}" target="_blank" rel="noopener">${id}</a>`);
