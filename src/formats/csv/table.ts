import { bandsOf } from './bands.ts';
import { cellValue, type Desk, noteCell, noteMapping, type Scope } from './cells.ts';
import { isObject, type Json, type JsonObject, textOf } from './json.ts';
import { isHigher } from './order.ts';
import type { SheetRow } from './sheet.ts';

/** One axis: where its bands begin, and which of them a row, or a column of the sheet, stands for. */
interface Axis {
  starts: string[];
  ofRow: ((row: SheetRow) => number | undefined) | null;
  columns: { band: number; cell: JsonObject }[];
}

const bandKeys = ['column', 'range', 'to', 'ends', 'step', 'open'];

const under = (scope: Scope, name: string): Scope => ({ ...scope, at: `${scope.at}/${name}` });

function axisOf(desk: Desk, scope: Scope, node: JsonObject): Axis {
  if (isObject(node.across)) return acrossAxis(node);
  const spec: JsonObject = Object.fromEntries(Object.entries(node).filter(([key]) => bandKeys.includes(key)));
  const bands = bandsOf(desk, scope, spec);
  return { starts: bands.starts, ofRow: (row) => bands.of.get(row), columns: [] };
}

/** Bands that are columns of the sheet; `end` closes the last one. */
function acrossAxis(node: JsonObject): Axis {
  const across = Object.entries(isObject(node.across) ? node.across : {}).sort(([a], [b]) => (isHigher(a, b) ? 1 : -1));
  const end = textOf(node.end);
  const columns = across.map(([, column], band) => {
    const cell: JsonObject = isObject(column) ? column : { column };
    return { band, cell: node.blank === 'OMIT' ? { blank: 'OMIT', ...cell } : cell };
  });
  const starts = across.map(([from]) => from);
  return { starts: end === null ? starts : [...starts, end], ofRow: null, columns };
}

/** What an axis of the contract says beside its bands. */
function axisTerms(node: JsonObject, bands: string[]): JsonObject {
  const said = Object.entries(node).filter(([key]) => key === 'by' || key === 'unit');
  return { ...Object.fromEntries(said), bands };
}

/** A place in the table and the row it was read from. */
interface Filling {
  row: number;
  column: number;
  value: string;
  from: SheetRow;
}

interface Axes {
  rows: Axis;
  columns: Axis;
}

/** The cells of one row of the sheet, each with its place in the table. */
function placesOf({ rows, columns }: Axes, from: SheetRow, long: JsonObject) {
  const row = rows.ofRow?.(from);
  const column = columns.ofRow?.(from);
  if (row !== undefined && column !== undefined) return [{ row, column, cell: long }];
  if (row !== undefined) return columns.columns.map(({ band, cell }) => ({ row, column: band, cell }));
  return column === undefined ? [] : rows.columns.map(({ band, cell }) => ({ row: band, column, cell }));
}

function* fillings(desk: Desk, scope: Scope, axes: Axes, cells: Json): Iterable<Filling> {
  const long: JsonObject = isObject(cells) ? cells : { column: cells };
  for (const from of scope.rows)
    for (const { row, column, cell } of placesOf(axes, from, long)) {
      const value = textOf(cellValue(desk, scope, from, cell));
      if (value !== null) yield { row, column, value, from };
    }
}

/**
 * A TABLE of a sheet that has a row for each cell (`cells` names the column), or one for each row of the table (`columns`
 * has `across`, or `rows` has). Places that the sheet does not fill stay null; one that it fills twice is noted.
 */
export function gatherTable(desk: Desk, scope: Scope, node: JsonObject): JsonObject | null {
  const { rows, columns } = node;
  if (!isObject(rows) || !isObject(columns) || Array.isArray(node.cells)) return null;
  const axes: Axes = {
    rows: axisOf(desk, under(scope, 'rows'), rows),
    columns: axisOf(desk, under(scope, 'columns'), columns),
  };
  if (!axes.rows.ofRow && !axes.columns.ofRow) {
    noteMapping(desk, scope.at, 'rows or columns, one of them, lies across the sheet');
    return {};
  }
  return {
    rows: axisTerms(rows, axes.rows.starts),
    columns: axisTerms(columns, axes.columns.starts),
    cells: filledCells(desk, scope, axes, node.cells ?? null),
  };
}

function filledCells(desk: Desk, scope: Scope, axes: Axes, cells: Json): (string | null)[][] {
  const [rows, columns] = [axes.rows.starts, axes.columns.starts];
  const table: (string | null)[][] = rows.map(() => columns.map(() => null));
  const seen = new Map<string, SheetRow>();
  for (const { row, column, value, from } of fillings(desk, scope, axes, cells)) {
    const place = `${rows[row] ?? ''} by ${columns[column] ?? ''}`;
    const before = seen.get(place);
    if (before) noteCell(desk, scope, from, { column: '', detail: `${place} stands in row ${before.number} already` });
    seen.set(place, from);
    const line = table[row];
    if (line) line[column] = value;
  }
  return table;
}
