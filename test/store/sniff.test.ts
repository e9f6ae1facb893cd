import { describe, expect, test } from "vitest";
import { sniff } from "../../functions/store/sniff.ts";
import { compoundFile } from "./compoundFile.ts";

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");

describe("content", () => {
  test.each([
    ["ASCII", Buffer.from("hello\r\n")],
    ["UTF-8", Buffer.from("Grüße, 你好")],
    ["UTF-8 with its mark", Buffer.from("\ufeffGrüße")],
    ["UTF-16, as PowerShell writes it", utf16("Grüße, 你好")],
    ["UTF-16, the high byte first", utf16("Grüße, 你好").swap16()],
    ["a log in colours", Buffer.from("\u001b[31mfailed\u001b[0m")],
  ])("is text: %s", async (_, bytes) => {
    expect(await sniff(bytes)).toContain("text/plain");
  });

  test.each([
    ["a zero byte", Buffer.from("a\0b")],
    ["bytes that are no UTF-8", Buffer.from([0x80, 0x81, 0xff])],
    ["half a letter of UTF-16", utf16("ab").subarray(0, 5)],
    ["a zero in UTF-16", utf16("a\0b")],
    ["half a pair in UTF-16", utf16("\ud800")],
  ])("is no text: %s", async (_, bytes) => {
    expect(await sniff(bytes)).not.toContain("text/plain");
  });

  test.each([
    ["Word", "application/msword", compoundFile(["1Table", "Data", "\x05SummaryInformation", "WordDocument"])],
    ["Excel", "application/vnd.ms-excel", compoundFile(["Workbook"])],
    ["Excel 5", "application/vnd.ms-excel", compoundFile(["BOOK", "Other"])],
    ["Word with a table of Excel in it", "application/msword", compoundFile(["WordDocument"], ["Workbook"])],
  ])("of before 2007 is known by what it keeps: %s", async (_, type, bytes) => {
    expect(await sniff(bytes)).toEqual([type]);
  });

  const installer = compoundFile(["\x05SummaryInformation", "䡀䈏䗤䕸㬨䐲䒳䈱䗱䠶"]);
  test.each([
    ["an installer", installer],
    ["a mail with a document in it", compoundFile(["__properties_version1.0"], ["WordDocument", "Workbook"])],
    ["one that is cut off", compoundFile(["WordDocument"]).subarray(0, 1024)],
    ["one whose directory leads back to itself", circular(compoundFile(["a", "b", "c", "d"]))],
    ["one that names no place in it", Buffer.concat([compoundFile([]).subarray(0, 8), Buffer.alloc(2000, 0xff)])],
  ])("is no document: %s", async (_, bytes) => {
    expect(await sniff(bytes)).toEqual(["application/x-cfb"]);
  });
});

/** The directory's second sector is followed by its first, and its last entry by the one before. */
function circular(file: Buffer): Buffer {
  file.writeUInt32LE(1, 512 + 2 * 4);
  file.writeUInt32LE(3, 1024 + 4 * 128 + 72);
  return file;
}
