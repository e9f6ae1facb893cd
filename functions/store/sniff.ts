import { fileTypeFromBuffer } from "file-type";

/**
 * The types (MIME) that content may have, by its bytes and never by its name. What is text all through is text, too, where it
 * begins like something else: the marks of many types are letters that a word may begin with (BM, MZ, ID3).
 */
export async function sniff(bytes: Uint8Array): Promise<string[]> {
  const found = await fileTypeFromBuffer(bytes);
  return [...(found ? [found.mime] : []), ...(isText(bytes) ? ["text/plain"] : [])];
}

/** In UTF-8, or in UTF-16 where a mark at its beginning says so: so PowerShell writes what is sent to a file. */
function isText(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    return !new TextDecoder(encoding, { fatal: true }).decode(bytes).includes("\0");
  } catch {
    return false;
  }
}
