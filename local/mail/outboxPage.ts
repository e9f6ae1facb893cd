import { plain } from "../plainText.ts";
import type { Sent } from "./outbox.ts";

/** At most this many are shown; /outbox.json has them all. */
const shown = 200;

/**
 * The page that shows what was sent. Everything in it is text, but for an e-mail's HTML: that is rendered in a frame
 * without scripts, forms or an origin, and can load nothing.
 */
export function outboxPage(sent: readonly Sent[], isRunning: boolean): string {
  const all = sent.slice(0, shown).map(cardOf).join("\n");
  const count = `${sent.length} ${sent.length === 1 ? "message" : "messages"}, newest first`;
  const more =
    sent.length > shown ? `<p>The ${shown} newest are shown; <a href="/outbox.json">all as JSON</a>.</p>` : "";
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Outbox · Ticket desk</title>
    <link rel="icon" href="data:,">
    <style>${style}</style>
  </head>
  <body>
    <main>
      <h1>Outbox</h1>
      <p>Every e-mail and SMS that the local cloud has sent: ${count}.</p>
      ${isRunning ? "" : '<p class="down" role="status">The e-mail engine is stopped. What is to be sent waits in its queue.</p>'}
${all || "<p>Nothing was sent yet.</p>"}
      ${more}
    </main>
  </body>
</html>
`;
}

function cardOf(message: Sent): string {
  const { channel, at, from, to, subject, text, html } = message;
  const isMail = channel === "email";
  return `      <article>
        <header>
          <span class="kind">${isMail ? "E-mail" : "SMS"}</span>
          <h2>${plain(isMail ? subject : text)}</h2>
          <p>${isMail ? `from ${plain(from)} ` : ""}to ${plain(to.join(", "))} · <time datetime="${plain(at)}">${plain(at.slice(0, 19).replace("T", " "))} UTC</time></p>
        </header>
        ${bodyOf(message)}
        ${isMail && html !== null ? `<details><summary>Plain text</summary><pre>${plain(text)}</pre></details>` : ""}
      </article>`;
}

function bodyOf({ channel, html, text, subject }: Sent): string {
  if (channel === "sms") return "";
  if (html === null) return `<pre>${plain(text)}</pre>`;
  return `<iframe title="${plain(subject)}" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" loading="lazy" srcdoc="${plain(`<base target="_blank">${html}`)}"></iframe>`;
}

const style = `
      :root { color-scheme: light dark; --ink: #1b2330; --dim: #5d6878; --line: #dfe4ec; --back: #f5f7fa; --card: #fff; --blue: #2a5bd7; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e7ebf2; --dim: #9aa5b5; --line: #2c3442; --back: #12161d; --card: #1a2029; --blue: #7da2ff; }
      }
      body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
      main { max-width: 48rem; margin: 0 auto; padding: 3rem 1.25rem; }
      h1 { margin: 0; font-size: 2rem; letter-spacing: -.02em; }
      h2 { margin: 0; font-size: 1.05rem; overflow-wrap: anywhere; }
      p { margin: .25rem 0; color: var(--dim); overflow-wrap: anywhere; }
      a, summary { color: var(--blue); }
      article { margin: 1.25rem 0; border: 1px solid var(--line); border-radius: 12px; background: var(--card); overflow: hidden; }
      header { position: relative; padding: .9rem 6rem .9rem 1rem; }
      .kind { position: absolute; right: 1rem; top: .9rem; color: var(--dim); font-size: .85rem; }
      .down { padding: .6rem 1rem; border-left: 4px solid #c2410c; background: var(--card); color: var(--ink); }
      iframe { display: block; box-sizing: border-box; width: 100%; height: 20rem; border: 0; border-top: 1px solid var(--line); background: #fff; resize: vertical; }
      details, pre { margin: 0; }
      summary { padding: .6rem 1rem; border-top: 1px solid var(--line); cursor: pointer; }
      pre { padding: .8rem 1rem; border-top: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; font: .9rem/1.5 ui-monospace, monospace; }
    `;
