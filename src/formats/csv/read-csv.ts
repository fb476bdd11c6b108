import { CsvError, parse } from 'csv-parse/sync';

/** Cells by row, all rows of the file, blank ones too: row 1 is the first, as a spreadsheet counts. */
export type CsvRows = string[][];

/** Why a text is no CSV, and where it was noticed; `line` counts lines of the text. */
export interface CsvProblem {
  line: number | null;
  detail: string;
}

/** The separators that spreadsheets write. */
export const separators = [',', ';', '\t', '|'] as const;
export type Separator = (typeof separators)[number];

/** A cell so long is a text that somebody forgot to quote. */
const longestRow = 1_000_000;

const words: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'something stands behind a closing quote',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell that does not begin with one',
  CSV_MAX_RECORD_SIZE: 'a row is longer than a million characters',
};

/**
 * Reads a text as RFC 4180 has it: cells in quotes, quotes doubled, line breaks of any kind, also within quotes. A byte
 * order mark is left out. How many cells a row has is not judged here.
 */
export function readCsv(text: string, separator: Separator): { rows: CsvRows } | { problem: CsvProblem } {
  const zero = text.indexOf('\u0000');
  if (zero >= 0) return { problem: { line: lineOf(text, zero), detail: 'it holds U+0000: this is not a text' } };
  try {
    const rows: string[][] = parse(text, {
      bom: true,
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: longestRow,
    });
    return { rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { code, lines } = error as { code?: string; lines?: number };
    return { problem: { line: lines ?? null, detail: words[code ?? ''] ?? 'it is no CSV' } };
  }
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split(/\r\n|\n|\r/).length;
}
