import { plain } from "../plainText.ts";

/** What is shown in place of the web client: why it could not be built, or that it is being built. */
export function noticePage(failure: string | null) {
  const [title, text] = failure
    ? [
        "The web client could not be built",
        `<pre>${plain(failure.replace(colors, ""))}</pre><p>The API answers all the same.</p>`,
      ]
    : ["The web client is being built", "<p>This takes a few seconds. The page comes by itself.</p>"];
  const body = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="refresh" content="${failure ? 5 : 1}">
    <title>${title}</title>
    <style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 4rem auto; padding: 0 1rem } pre { white-space: pre-wrap }</style>
  </head>
  <body><h1>${title}</h1>${text}</body>
</html>
`;
  const headers = { "content-type": "text/html; charset=utf-8", "retry-after": "2" };
  return { status: failure ? 500 : 503, headers, body };
}

const colors = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
