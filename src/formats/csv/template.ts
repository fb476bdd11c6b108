import {
  cellValue,
  type Desk,
  filled,
  hasPlaceholder,
  isCell,
  noteCell,
  noteMapping,
  rowsOf,
  type Scope,
} from './cells.ts';
import { gathered } from './gather.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { SheetRow } from './sheet.ts';

const under = (scope: Scope, name: string | number): Scope => ({ ...scope, at: `${scope.at}/${name}` });

/**
 * A part of the mapping with cells put in: texts with `{Column}`, objects with `column`, lists whose items name a sheet
 * (one item for each of its rows), tables and bands gathered from all rows. What several rows say must be the same.
 * undefined: left out, or broken, which is noted.
 */
export function made(desk: Desk, scope: Scope, node: Json): Json | undefined {
  if (typeof node === 'string')
    return hasPlaceholder(node) ? agreed(desk, scope, (row) => filled(desk, scope, row, node)) : node;
  if (Array.isArray(node)) return madeList(desk, scope, node);
  if (!isObject(node)) return node;
  if (isCell(node)) return madeCell(desk, scope, node);
  const inner = 'sheet' in node ? rowsOf(desk, scope, node) : scope;
  return madeObject(desk, inner, node);
}

/** An object, field by field; `sheet` and `where` say what it is made of and are no fields of it. */
export function madeObject(desk: Desk, scope: Scope, node: JsonObject): JsonObject {
  const fromRows = gathered(desk, scope, node);
  const fields: [string, Json][] = [];
  for (const [name, value] of Object.entries(node)) {
    if (name === 'sheet' || name === 'where' || Object.hasOwn(fromRows, name)) continue;
    const field = made(desk, under(scope, name), value);
    if (field !== undefined) fields.push([name, field]);
  }
  return { ...Object.fromEntries(fields), ...fromRows };
}

function madeList(desk: Desk, scope: Scope, list: readonly Json[]): Json[] {
  return list.flatMap((item, index): Json[] => {
    const at = under(scope, index);
    if (isObject(item) && 'sheet' in item && !isCell(item)) {
      const rows = rowsOf(desk, at, item);
      return rows.rows.map((row) => madeObject(desk, { ...rows, rows: [row] }, item));
    }
    const value = made(desk, at, item);
    const splits = isObject(item) && isCell(item) && Array.isArray(value);
    return value === undefined ? [] : splits ? value : [value];
  });
}

/** A cell of the rows at hand, or of the one row of another sheet that `where` finds. */
function madeCell(desk: Desk, scope: Scope, node: JsonObject): Json | undefined {
  if (!('sheet' in node)) return agreed(desk, scope, (row) => cellValue(desk, scope, row, node));
  const found = rowsOf(desk, scope, node);
  const [row, second] = found.rows;
  if (row && !second) return cellValue(desk, found, row, node);
  if (found.sheet) noteMapping(desk, scope.at, `${found.rows.length} rows of ${found.sheet.name} fit, not one`);
  return undefined;
}

/** What every row says alike; the first that says otherwise is noted. */
function agreed(desk: Desk, scope: Scope, read: (row: SheetRow) => Json | undefined): Json | undefined {
  const [first, ...rest] = scope.rows;
  if (!first) {
    noteMapping(desk, scope.at, scope.sheet ? `no row of ${scope.sheet.name} fits` : 'there is no row to read from');
    return undefined;
  }
  const value = read(first);
  const text = JSON.stringify(value);
  const other = rest.find((row) => JSON.stringify(read(row)) !== text);
  if (other)
    noteCell(desk, scope, other, {
      column: '',
      detail: `it says other than row ${first.number} of the same (${scope.at})`,
    });
  return value;
}
