import { Unreachable } from "./client.ts";

/** A connection that carries nothing for so long is dead, whatever is left to send or to answer: milliseconds. */
const patience = 60_000;

/**
 * Posts a file with its form to storage, and tells how much of it has gone (0 to 1). Gives the answer's status. Throws
 * Unreachable where nothing moves any more.
 */
export function sendForm(
  { url, fields }: { url: string; fields: Record<string, string> },
  file: File,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // Storage ignores what follows the file.
  form.append("file", file);
  return new Promise((resolve, reject) => {
    // fetch cannot tell how far an upload has come.
    const request = new XMLHttpRequest();
    const giveUp = () => {
      reject(new Unreachable("the file could not be sent"));
      request.abort();
    };
    let dead = setTimeout(giveUp, patience);
    request.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(dead);
      dead = setTimeout(giveUp, patience);
      onProgress(total > 0 ? loaded / total : 0);
    };
    request.onload = () => resolve(request.status);
    request.onloadend = () => clearTimeout(dead);
    request.onerror = giveUp;
    request.onabort = () => reject(new DOMException("", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", url);
    request.send(form);
  });
}
