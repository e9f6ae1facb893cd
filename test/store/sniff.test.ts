import { describe, expect, test } from "vitest";
import { sniff } from "../../functions/store/sniff.ts";

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
});
