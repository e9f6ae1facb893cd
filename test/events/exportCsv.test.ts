import { describe, expect, test } from "vitest";
import { csvHeader, csvLines } from "../../functions/events/exportCsv.ts";
import { exportPages, type Written } from "../../functions/events/exportPages.ts";
import { raised, technician } from "../domain/people.ts";

const titled = (title: string) => ({ ...raised(), title });
const titleIn = (line: string): string => /^"[^"]*","((?:[^"]|"")*)",/.exec(line)?.[1]?.replaceAll('""', '"') ?? "";

describe("a CSV file", () => {
  test("begins with the mark of UTF-8 and the names of its columns", () => {
    const names = ["id", "title", "status", "priority", "category", "department", "requester", "assignee"];
    expect(csvHeader()).toBe(`\uFEFF${[...names, "created", "changed"].map((name) => `"${name}"`).join(",")}\r\n`);
  });

  test("has a line for each ticket, all cells in quotes, ended as RFC 4180 says", () => {
    const [one, two, end] = csvLines([titled("One"), { ...titled("Two"), assignee: technician }]).split("\r\n");
    expect(one).toMatch(
      /^"T-0000001","One","open","medium","plain","finance","requester","","2026-[^"]*","2026-[^"]*"$/,
    );
    expect(two).toContain('"requester","technician"');
    expect(end).toBe("");
    expect(csvLines([])).toBe("");
  });

  test.each([
    '=HYPERLINK("http://evil.example","Click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
  ])("no spreadsheet takes the title %j for a formula", (title) => {
    expect(titleIn(csvLines([titled(title)]))).toBe(`'${title}`);
  });

  test("nor the names of people", () => {
    const requester = { id: "x", name: "=cmd()" };
    expect(csvLines([{ ...titled("x"), requester, assignee: requester }])).toContain(`"'=cmd()","'=cmd()"`);
  });

  test.each([
    'say "hello", "twice"',
    "one\ntwo\r\nthree",
    "a;b,c\td",
    'x";=HYPERLINK("y")',
    "الطابعة لا تعمل",
    "\u202Eevil\u202C fdp.exe",
    "ünï 試験 🖨️",
    "it's -1",
  ])("the title %j comes out as it was", (title) => {
    const text = csvLines([titled(title)]);
    expect(titleIn(text)).toBe(title);
    expect(text.match(/"(?:[^"]|"")*"/g)).toHaveLength(10);
  });
});

describe("a list read page by page", () => {
  const numbered = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => ({ id: String(from + index) }));
  /** Ten rows a page; an empty one in between, as a filter makes them. */
  const listOf = (length: number) => async (after: string | null) => {
    const from = Number(after ?? 0);
    if (from === 15) return { items: [], next: "16" };
    const to = Math.min(length, from === 16 ? 26 : from + 15);
    return { items: numbered(from === 16 ? 15 : from, to), next: to < length ? String(to) : null };
  };
  const read = async (length: number, mostRows: number, until = Number.POSITIVE_INFINITY) => {
    const written: Written = { rows: 0, truncated: false };
    const ids: string[] = [];
    for await (const page of exportPages(listOf(length), written, { mostRows, until }))
      ids.push(...page.map(({ id }) => id));
    return { ids: ids.length, ...written };
  };

  test("is whole, beyond pages that a filter has emptied", async () => {
    expect(await read(40, 100)).toEqual({ ids: 40, rows: 40, truncated: false });
    expect(await read(0, 100)).toEqual({ ids: 0, rows: 0, truncated: false });
  });

  test("of exactly as many rows as a file may hold is not truncated, and of one more it is", async () => {
    expect(await read(40, 40)).toEqual({ ids: 40, rows: 40, truncated: false });
    expect(await read(41, 40)).toEqual({ ids: 40, rows: 40, truncated: true });
  });

  test("ends when its time is over, and says so", async () => {
    expect(await read(40, 100, 0)).toEqual({ ids: 15, rows: 15, truncated: true });
    expect(await read(15, 100, 0)).toEqual({ ids: 15, rows: 15, truncated: false });
  });

  test("holds a row once that comes up twice", async () => {
    const written: Written = { rows: 0, truncated: false };
    const twice = async (after: string | null) => ({ items: [{ id: "same" }], next: after === null ? "on" : null });
    const pages = [];
    for await (const page of exportPages(twice, written, { mostRows: 10, until: Number.POSITIVE_INFINITY }))
      pages.push(page);
    expect(pages).toEqual([[{ id: "same" }], []]);
    expect(written.rows).toBe(1);
  });
});
