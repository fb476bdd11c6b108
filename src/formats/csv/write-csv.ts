import { decimalPattern } from '../../freight/money.ts';

/** What spreadsheets take for the beginning of a formula, a command or a link to another program. */
const active = /^[\s\p{Cc}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|%]/u;

/** A cell as it is written; null and undefined are empty. */
export type Cell = string | number | null | undefined;

/**
 * Rows as RFC 4180 has them, for people who open them in a spreadsheet: a text that it would calculate gets an apostrophe
 * before it, a plain decimal stays as it is. The header is written as it stands; lines end with CR LF.
 */
export function writeCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(cell: Cell): string {
  const text = String(cell ?? '');
  const safe = active.test(text) && !decimalPattern.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
