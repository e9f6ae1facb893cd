import { fileTypeFromBuffer } from "file-type";

/**
 * The types (MIME) that content may have, by its bytes and never by its name. What is text all through is text, too, where it
 * begins like something else: the marks of many types are letters that a word may begin with (BM, MZ, ID3).
 */
export async function sniff(bytes: Uint8Array): Promise<string[]> {
  const found = await fileTypeFromBuffer(bytes);
  return [...(found ? [found.mime] : []), ...(isText(bytes) ? ["text/plain"] : [])];
}

function isText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder("utf-8", { fatal: true }).decode(bytes).includes("\0");
  } catch {
    return false;
  }
}
