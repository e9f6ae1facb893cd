import { stringify } from "csv-stringify/sync";
import { columns } from "../domain/export.ts";
import type { TicketRow } from "../store/table.ts";

/**
 * How every line is written. Spreadsheets take a cell that begins like a formula for one, whoever typed it: such a cell
 * gets an apostrophe in front. All cells stand in quotes, so that no program finds the end of one within it.
 */
const format = { quoted: true, quoted_empty: true, escape_formulas: true, record_delimiter: "\r\n" } as const;

/** The first line, after the mark by which spreadsheets know UTF-8. */
export const csvHeader = (): string => stringify([], { ...format, bom: true, header: true, columns: names });

export const csvLines = (tickets: readonly TicketRow[]): string =>
  stringify(
    tickets.map((ticket) => names.map((name) => columns[name]?.(ticket))),
    format,
  );

const names = Object.keys(columns);
