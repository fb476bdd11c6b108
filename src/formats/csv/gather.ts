import { bandsOf, type Bands } from './bands.ts';
import { cellValue, type Desk, filled, noteCell, noteMapping, type Scope } from './cells.ts';
import { isObject, type Json, type JsonObject, textOf } from './json.ts';
import { isHigher } from './order.ts';
import type { SheetRow } from './sheet.ts';
import { gatherTable } from './table.ts';
import { entryOf } from '../../freight/entry.ts';

/** The fields of a price that are made of many rows at once. */
type Gather = (desk: Desk, scope: Scope, node: JsonObject) => JsonObject | null;

const under = (scope: Scope, name: string): Scope => ({ ...scope, at: `${scope.at}/${name}` });

/** The number in a cell; a text names its column. */
export function numberCell(desk: Desk, scope: Scope, row: SheetRow, node: Json | undefined): string | undefined {
  const cell: JsonObject = isObject(node) ? node : { column: node ?? null };
  if (textOf(cell.column) === null) {
    noteMapping(desk, scope.at, 'name the column');
    return undefined;
  }
  return textOf(cellValue(desk, scope, row, cell)) ?? undefined;
}

/** Columns that each stand for something: a break, a zone. `blank: OMIT` leaves blank cells out. */
export function acrossOf(node: JsonObject): { label: string; cell: JsonObject }[] {
  const across = isObject(node.across) ? Object.entries(node.across) : [];
  return across.map(([label, column]) => {
    const cell: JsonObject = isObject(column) ? column : { column };
    return { label, cell: node.blank === 'OMIT' ? { blank: 'OMIT', ...cell } : cell };
  });
}

/** Rows of a list by the band of each sheet row: `{ from, … }`. */
function bandRows(
  desk: Desk,
  scope: Scope,
  node: JsonObject,
  rest: (row: SheetRow) => JsonObject,
): { from: string; row: JsonObject }[] {
  const bands = bandsOf(desk, under(scope, 'from'), node.from ?? null);
  noteTwice(desk, scope, bands);
  return [...bands.of]
    .map(([row, index]) => ({ from: bands.starts[index] ?? '0', row: rest(row) }))
    .sort((a, b) => (isHigher(a.from, b.from) ? 1 : -1));
}

function noteTwice(desk: Desk, scope: Scope, { of, starts }: Bands): void {
  const seen = new Map<number, SheetRow>();
  for (const [row, index] of of) {
    const before = seen.get(index);
    if (before)
      noteCell(desk, scope, row, {
        column: '',
        detail: `from ${starts[index] ?? ''} stands in row ${before.number} already`,
      });
    else seen.set(index, row);
  }
}

/** Rows of one figure each: bands of distance, breaks without classes, rows of a fuel table. */
function figures(field: string, names: readonly string[]): Gather {
  return (desk, scope, node) => {
    const list = node[field];
    if (!isObject(list)) return null;
    const at = under(scope, field);
    if (acrossOf(list).length > 0) return { [field]: acrossRow(desk, at, list, names[0] ?? 'rate') };
    const rows = bandRows(desk, at, list, (row) => {
      const told: JsonObject = {};
      for (const name of names.filter((each) => list[each] !== undefined)) {
        const value = numberCell(desk, under(at, name), row, list[name]);
        if (value !== undefined) told[name] = value;
      }
      return told;
    });
    return { [field]: rows.map(({ from, row }) => ({ from, ...row })) };
  };
}

/** A list that one row of the sheet holds, a column for each of its rows. */
function acrossRow(desk: Desk, scope: Scope, list: JsonObject, name: string): Json[] {
  const [row, second] = scope.rows;
  if (!row) return [];
  if (second)
    noteCell(desk, scope, second, { column: '', detail: `row ${row.number} says the same already (${scope.at})` });
  return acrossOf(list)
    .map(({ label, cell }) => ({ from: label, value: numberCell(desk, scope, row, cell) }))
    .sort((a, b) => (isHigher(a.from, b.from) ? 1 : -1))
    .flatMap(({ from, value }) => (value === undefined ? [] : [{ from, [name]: value }]));
}

/** One rate by break and class. */
interface ClassRate {
  from: string;
  freightClass: string;
  rate: string;
  row: SheetRow;
}

function classRates(desk: Desk, scope: Scope, node: JsonObject): ClassRate[] {
  const name = textOf(node.class) ?? '';
  const across = acrossOf(node);
  const classOf = (row: SheetRow) => filled(desk, scope, row, name);
  if (across.length > 0)
    return scope.rows.flatMap((row) =>
      across.flatMap(({ label, cell }) => oneRate(row, label, classOf(row), numberCell(desk, scope, row, cell))),
    );
  const bands = bandsOf(desk, under(scope, 'from'), node.from ?? null);
  return [...bands.of].flatMap(([row, index]) =>
    oneRate(row, bands.starts[index] ?? '0', classOf(row), numberCell(desk, scope, row, node.rate)),
  );
}

function oneRate(row: SheetRow, from: string, freightClass?: string, rate?: string): ClassRate[] {
  return freightClass === undefined || rate === undefined ? [] : [{ from, freightClass, rate, row }];
}

const gatherBreaks: Gather = (desk, scope, node) => {
  if (!isObject(node.breaks)) return null;
  const at = under(scope, 'breaks');
  if (textOf(node.breaks.class) === null) {
    noteMapping(desk, at.at, 'say class: a text such as "{Class}"');
    return { breaks: [] };
  }
  const breaks = new Map<string, Map<string, ClassRate>>();
  for (const told of classRates(desk, at, node.breaks)) {
    const rates = breaks.get(told.from) ?? new Map<string, ClassRate>();
    const before = rates.get(told.freightClass);
    if (before)
      noteCell(desk, at, told.row, {
        column: '',
        detail: `class ${told.freightClass} from ${told.from} stands in row ${before.row.number} already`,
      });
    else rates.set(told.freightClass, told);
    breaks.set(told.from, rates);
  }
  const sorted = [...breaks].sort(([a], [b]) => (isHigher(a, b) ? 1 : -1));
  return {
    breaks: sorted.map(([from, rates]) => ({
      from,
      rates: Object.fromEntries([...rates].map(([name, { rate }]) => [name, rate])),
    })),
  };
};

/** The cells of one row by the zone they are of: across the sheet, or the one that the row names. */
function zoneCells(desk: Desk, scope: Scope, row: SheetRow, rates: JsonObject): { zone: string; cell: JsonObject }[] {
  const across = acrossOf(rates);
  if (across.length > 0) return across.map(({ label, cell }) => ({ zone: label, cell }));
  const zone = filled(desk, scope, row, textOf(rates.zone) ?? '');
  const cell = isObject(rates.amount) ? rates.amount : { column: rates.amount ?? null };
  if (zone === '') noteMapping(desk, scope.at, 'say zone, such as "{Zone}", or across');
  return zone ? [{ zone, cell }] : [];
}

const gatherZoneRates: Gather = (desk, scope, node) => {
  if (!isObject(node.rates) || !('upTo' in node.rates)) return null;
  const { rates } = node;
  const at = under(scope, 'rates');
  const zones = new Map<string, Map<string, string>>();
  for (const row of scope.rows) {
    const upTo = numberCell(desk, under(at, 'upTo'), row, rates.upTo);
    if (upTo === undefined) continue;
    for (const { zone, cell } of zoneCells(desk, at, row, rates)) {
      const amount = numberCell(desk, at, row, cell);
      const amounts = zones.get(zone) ?? new Map<string, string>();
      if (amounts.has(upTo)) noteCell(desk, at, row, { column: '', detail: `zone ${zone} up to ${upTo} stands twice` });
      if (amount !== undefined) zones.set(zone, amounts.set(upTo, amount));
    }
  }
  const sorted = [...zones].map(([zone, amounts]): [string, Json] => {
    const rows = [...amounts].sort(([a], [b]) => (isHigher(a, b) ? 1 : -1));
    return [zone, rows.map(([upTo, amount]) => ({ upTo, amount }))];
  });
  return { rates: Object.fromEntries(sorted) };
};

const gathers: Readonly<Record<string, Gather>> = {
  TABLE: gatherTable,
  WEIGHT_BREAKS: gatherBreaks,
  CHARGEABLE_WEIGHT: figures('breaks', ['rate']),
  PER_DISTANCE: figures('bands', ['rate', 'amount']),
  ZONE_TABLE: gatherZoneRates,
  PERCENT_TABLE: figures('table', ['value']),
  PER_DISTANCE_TABLE: figures('table', ['value']),
};

/** The fields that a model gathers from all rows; empty where the mapping writes them out, or the model has none. */
export function gathered(desk: Desk, scope: Scope, node: JsonObject): JsonObject {
  const gather = typeof node.model === 'string' ? entryOf(gathers, node.model) : undefined;
  return gather?.(desk, scope, node) ?? {};
}
