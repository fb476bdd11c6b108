import { decimalPattern } from '../../freight/money.ts';
import { dateOf, isDateFormat } from './dates.ts';
import { isObject, type Json, type JsonObject, textOf } from './json.ts';
import { numberOf, type Reading } from './numbers.ts';
import type { NoteProblem, Sheet, SheetRow } from './sheet.ts';

/** The rows that something is made of, and where the mapping says so. */
export interface Scope {
  sheet: Sheet | null;
  rows: readonly SheetRow[];
  /** JSON pointer into the mapping. */
  at: string;
}

/** What is asked while a contract is made: the sheets by name, and where problems go. */
export interface Desk {
  sheets: ReadonlyMap<string, Sheet>;
  note: NoteProblem;
}

/** How a cell is read; JSON of the mapping beside `column`. */
const cellKeys = ['column', 'sheet', 'where', 'text', 'times', 'percent', 'date', 'split', 'pad', 'blank'] as const;

/** Whether a part of a mapping stands for a cell. */
export function isCell(node: JsonObject): boolean {
  return textOf(node.column) !== null;
}

/** A part of the mapping that is wrong, whatever the sheets hold. */
export function noteMapping(desk: Desk, at: string, detail: string): void {
  desk.note({ detail: `mapping ${at || '/'}: ${detail}` });
}

/** The text of one cell; null when the sheet has no such column, which is noted. */
export function rawCell(desk: Desk, scope: Scope, row: SheetRow, column: string): string | null {
  const cell = row.cells.get(column);
  if (cell !== undefined) return cell.trim();
  const columns = scope.sheet?.columns.filter((name) => name !== '').join(', ') ?? '';
  noteMapping(desk, scope.at, `${scope.sheet?.name ?? ''} has no column ${column} (it has ${columns})`);
  return null;
}

/** Notes why a cell cannot be read; without a column, what is wrong with its row. */
export function noteCell(desk: Desk, scope: Scope, row: SheetRow, told: { column: string; detail: string }): void {
  const { column, detail } = told;
  desk.note({ sheet: scope.sheet?.name ?? '', row: row.number, ...(column === '' ? {} : { column }), detail });
}

const placeholder = /\{([^{}]+?)(?::([0-9]{1,2}))?\}/g;

/** Whether a text of the mapping asks for cells. */
export function hasPlaceholder(text: string): boolean {
  return text.search(placeholder) >= 0;
}

/** A text with the cells of a row put in: `{Zip}`, or `{Zip:5}` with leading zeros up to five characters. */
export function filled(desk: Desk, scope: Scope, row: SheetRow, text: string): string | undefined {
  const missing: string[] = [];
  const result = text.replace(placeholder, (_, column: string, length?: string) => {
    const cell = rawCell(desk, scope, row, column);
    if (cell === '') noteCell(desk, scope, row, { column, detail: 'the cell is blank' });
    if (!cell) missing.push(column);
    return (cell ?? '').padStart(length ? Number.parseInt(length, 10) : 0, '0');
  });
  return missing.length === 0 ? result : undefined;
}

function unknownKeys(node: JsonObject): string[] {
  return Object.keys(node).filter((key) => !(cellKeys as readonly string[]).includes(key));
}

/** One cell as the mapping wants it; undefined when it is left out, or broken, which is noted. */
export function cellValue(desk: Desk, scope: Scope, row: SheetRow, node: JsonObject): Json | undefined {
  const column = textOf(node.column) ?? '';
  const unknown = unknownKeys(node);
  if (unknown.length > 0) noteMapping(desk, scope.at, `nobody knows ${unknown.join(', ')} beside column`);
  const cell = rawCell(desk, scope, row, column);
  if (cell === null || unknown.length > 0) return undefined;
  if (cell === '') {
    if (node.blank !== 'OMIT') noteCell(desk, scope, row, { column, detail: 'the cell is blank' });
    return undefined;
  }
  if (typeof node.split === 'string') return cell.split(node.split).map((part) => padded(part.trim(), node));
  if (node.text === true) return padded(cell, node);
  const reading = valueOf(desk, scope, cell, node);
  if ('value' in reading) return reading.value;
  noteCell(desk, scope, row, { column, detail: reading.detail });
  return undefined;
}

function padded(text: string, { pad }: JsonObject): string {
  return text.padStart(typeof pad === 'number' ? pad : 0, '0');
}

function valueOf(desk: Desk, scope: Scope, cell: string, node: JsonObject): Reading<string> {
  if (typeof node.date === 'string') {
    if (isDateFormat(node.date)) return dateOf(cell, node.date);
    noteMapping(desk, scope.at, `a date is written with YYYY, MM and DD, not ${node.date}`);
  }
  const times = textOf(node.times) ?? '1';
  const percent = node.percent === true;
  if (decimalPattern.test(times)) return numberOf(cell, scope.sheet?.numbers ?? {}, { times, percent });
  noteMapping(desk, scope.at, `times is a plain number, not ${times}`);
  return numberOf(cell, scope.sheet?.numbers ?? {}, { percent });
}

/** The rows of a sheet that fit all of `where`: a text, or one of several; with cells of the outer row put in. */
export function rowsOf(desk: Desk, outer: Scope, node: JsonObject): Scope {
  const name = textOf(node.sheet);
  const only = desk.sheets.size === 1 ? [...desk.sheets.values()][0] : undefined;
  const sheet = name === null ? (outer.sheet ?? only) : desk.sheets.get(name);
  if (!sheet) {
    noteMapping(desk, outer.at, name === null ? 'say which sheet' : `there is no sheet ${name}`);
    return { sheet: null, rows: [], at: outer.at };
  }
  const conditions = isObject(node.where) ? Object.entries(node.where) : [];
  const scope: Scope = { sheet, rows: [], at: outer.at };
  const wanted = conditions.map(([column, value]) => ({ column, texts: wantedTexts(desk, outer, value) }));
  for (const { column } of wanted)
    if (!sheet.columns.includes(column)) noteMapping(desk, outer.at, `${name ?? sheet.name} has no column ${column}`);
  const rows = sheet.rows.filter(({ cells }) =>
    wanted.every(({ column, texts }) => texts.includes((cells.get(column) ?? '').trim())),
  );
  return { ...scope, rows };
}

function wantedTexts(desk: Desk, outer: Scope, value: Json): string[] {
  const [row] = outer.rows;
  return (Array.isArray(value) ? value : [value]).flatMap((one) => {
    const text = textOf(one) ?? '';
    return row && hasPlaceholder(text) ? [filled(desk, outer, row, text) ?? ''] : [text];
  });
}
