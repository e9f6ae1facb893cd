import { fileTypeFromBuffer } from "file-type";

/** The type (MIME) of content, by its bytes and never by its name: "text/plain" for text, "unknown" for the rest. */
export async function sniff(bytes: Uint8Array): Promise<string> {
  const found = await fileTypeFromBuffer(bytes);
  if (found) return found.mime;
  return isText(bytes) ? "text/plain" : "unknown";
}

function isText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder("utf-8", { fatal: true }).decode(bytes).includes("\0");
  } catch {
    return false;
  }
}
