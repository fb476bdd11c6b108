import type { NumberFormat } from './numbers.ts';
import { readCsv, type Separator } from './read-csv.ts';

/** How a sheet is written. */
export interface SheetFormat {
  /** Absent: a comma. */
  separator?: Separator;
  /** The row of the column names; absent: 1. Rows above it are not read. */
  header?: number;
  numbers?: NumberFormat;
}

/** What is wrong with a sheet or its mapping, and where; what is absent is not known. */
export interface SheetProblem {
  sheet?: string;
  /** As a spreadsheet counts: the first row of the file is 1. */
  row?: number;
  column?: string;
  detail: string;
}

/** Keeps problems: nothing is loaded while there is one. */
export type NoteProblem = (problem: SheetProblem) => void;

/** One row below the header, its cells by column. */
export interface SheetRow {
  number: number;
  cells: ReadonlyMap<string, string>;
}

/** A sheet with named columns. */
export interface Sheet {
  name: string;
  columns: readonly string[];
  rows: readonly SheetRow[];
  numbers: NumberFormat;
}

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === '');

/** Excel, LibreOffice and their like calculate what begins so, whatever its width. */
const formula = /^\s*[=\uFF1D]/;

/**
 * A text as a sheet with named columns. Blank rows are passed over. Columns without or with doubled names, rows longer or
 * shorter than the header, and formulas are problems.
 */
export function openSheet(name: string, text: string, format: SheetFormat, note: NoteProblem): Sheet {
  const read = readCsv(text, format.separator ?? ',');
  const sheet: Sheet = { name, columns: [], rows: [], numbers: format.numbers ?? {} };
  if ('problem' in read) {
    const { line, detail } = read.problem;
    note({ sheet: name, detail: line === null ? detail : `${detail} (line ${line})` });
    return sheet;
  }
  const headerRow = format.header ?? 1;
  const header = read.rows[headerRow - 1];
  if (!header || isBlank(header)) {
    note({ sheet: name, row: headerRow, detail: 'there are no column names' });
    return sheet;
  }
  const columns = columnsOf(name, header, headerRow, note);
  const rows = read.rows.slice(headerRow).map((cells, index) => ({ number: headerRow + 1 + index, cells }));
  return {
    ...sheet,
    columns,
    rows: rows.filter(({ cells }) => !isBlank(cells)).map((row) => rowOf(sheet.name, columns, row, note)),
  };
}

function columnsOf(sheet: string, header: readonly string[], row: number, note: NoteProblem): string[] {
  const columns = header.map((cell) => cell.replace(/\s+/g, ' ').trim());
  while (columns.at(-1) === '') columns.pop();
  for (const [index, column] of columns.entries())
    if (column !== '' && columns.indexOf(column) < index)
      note({ sheet, row, column, detail: 'two columns have this name: which of them is meant?' });
  return columns;
}

function rowOf(
  sheet: string,
  columns: readonly string[],
  { number, cells }: { number: number; cells: readonly string[] },
  note: NoteProblem,
): SheetRow {
  const more = cells.slice(columns.length).some((cell) => cell.trim() !== '');
  if (more || cells.length < columns.length)
    note({ sheet, row: number, detail: `it has ${cells.length} cells, the header has ${columns.length}` });
  const named = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (formula.test(cell)) note({ sheet, row: number, column, detail: `“${cell.trim().slice(0, 40)}” is a formula` });
    if (column !== '') named.set(column, cell);
  }
  return { number, cells: named };
}
