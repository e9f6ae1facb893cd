import { fileTypeFromBuffer } from "file-type";
import { topNames } from "./compound.ts";

/**
 * The types (MIME) that content may have, by its bytes and never by its name. What is text all through is text, too, where it
 * begins like something else: the marks of many types are letters that a word may begin with (BM, MZ, ID3).
 */
export async function sniff(bytes: Uint8Array): Promise<string[]> {
  const found = await fileTypeFromBuffer(bytes);
  const types = found ? [found.mime === compound ? documentIn(bytes) : found.mime] : [];
  return [...types, ...(isText(bytes) ? ["text/plain"] : [])];
}

const compound = "application/x-cfb";

/** Word and Excel keep their document under these names; an installer, which looks the same from outside, has neither. */
function documentIn(bytes: Uint8Array): string {
  const names = topNames(bytes);
  if (names.includes("worddocument")) return "application/msword";
  return names.includes("workbook") || names.includes("book") ? "application/vnd.ms-excel" : compound;
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
