import { type Desk, filled, hasPlaceholder, noteCell, noteMapping, rowsOf, type Scope } from './cells.ts';
import { isObject, type Json, type JsonObject, textOf } from './json.ts';
import { openSheet, type Sheet, type SheetFormat, type SheetProblem, type SheetRow } from './sheet.ts';
import { made, madeObject } from './template.ts';
import { sheetFormat } from './sheet-format.ts';

/** A file of rates. */
export interface SheetFile {
  name: string;
  text: string;
}

/** Values of an index, as the API takes them. */
export interface SeriesOfSheet {
  series: string;
  values: JsonObject[];
}

/** What sheets and their mapping come to. With a problem nothing of it may be loaded. */
export interface RateSheets {
  /** A contract version as the API takes it; null when the mapping makes none. Its form is not judged here. */
  contract: JsonObject | null;
  indexes: SeriesOfSheet[];
  /** At most a hundred. */
  problems: SheetProblem[];
}

const mostProblems = 100;

const topKeys = [
  'separator',
  'header',
  'numbers',
  'sheets',
  'contract',
  'zones',
  'lanes',
  'accessorials',
  'fuel',
  'indexes',
];

/**
 * Makes a contract version and values of indices of rate sheets. The mapping is the contract as the API takes it, with
 * cells named where the figures are (docs/contracts.md). Pure: the same sheets and mapping make the same.
 */
export function readRateSheets(files: readonly SheetFile[], mapping: Json): RateSheets {
  const problems: SheetProblem[] = [];
  const note = (problem: SheetProblem) => {
    if (problems.length < mostProblems) problems.push(problem);
  };
  if (!isObject(mapping)) return { contract: null, indexes: [], problems: [{ detail: 'mapping: it is no object' }] };
  const desk: Desk = { sheets: opened(files, mapping, note), note };
  for (const key of Object.keys(mapping))
    if (!topKeys.includes(key)) noteMapping(desk, '', `nobody knows ${key}; there are ${topKeys.join(', ')}`);
  // A sheet that cannot be read would only raise further complaints.
  if (problems.length > 0) return { contract: null, indexes: [], problems };
  const contract = contractOf(desk, mapping);
  const indexes = listOf(mapping.indexes).map((one, index) => seriesOf(desk, one, `/indexes/${index}`));
  return { contract, indexes, problems };
}

const listOf = (node: Json | undefined): Json[] => (Array.isArray(node) ? node : node === undefined ? [] : [node]);

function opened(files: readonly SheetFile[], mapping: JsonObject, note: Desk['note']): Map<string, Sheet> {
  const formats = isObject(mapping.sheets) ? mapping.sheets : {};
  const general = sheetFormat(mapping, {}, note);
  for (const name of Object.keys(formats))
    if (!files.some((file) => file.name === name)) note({ detail: `mapping /sheets: there is no sheet ${name}` });
  return new Map(
    files.map(({ name, text }) => {
      const own = formats[name];
      const format: SheetFormat = isObject(own) ? sheetFormat(own, general, note) : general;
      return [name, openSheet(name, text, format, note)] as const;
    }),
  );
}

const nowhere = (at: string): Scope => ({ sheet: null, rows: [], at });

function contractOf(desk: Desk, mapping: JsonObject): JsonObject | null {
  const parts = ['contract', 'zones', 'lanes', 'accessorials', 'fuel'].filter((key) => mapping[key] !== undefined);
  if (parts.length === 0) return null;
  const head = made(desk, nowhere('/contract'), mapping.contract ?? {});
  const contract: JsonObject = isObject(head) ? head : {};
  if (mapping.zones !== undefined) contract.zones = zonesOf(desk, listOf(mapping.zones));
  if (mapping.lanes !== undefined) contract.lanes = lanesOf(desk, listOf(mapping.lanes));
  for (const key of ['accessorials', 'fuel'] as const)
    if (mapping[key] !== undefined) contract[key] = made(desk, nowhere(`/${key}`), mapping[key]) ?? null;
  return contract;
}

/** Rows that are named alike, in the order in which the names first stand. */
function groupsOf(desk: Desk, scope: Scope, name: string): { name: string; rows: SheetRow[] }[] {
  const groups = new Map<string, SheetRow[]>();
  for (const row of scope.rows) {
    const text = filled(desk, scope, row, name);
    if (text === undefined) continue;
    const rows = groups.get(text);
    if (rows) rows.push(row);
    else groups.set(text, [row]);
  }
  return [...groups].map(([text, rows]) => ({ name: text, rows }));
}

/** Lanes: one for each name that the rows make, of all rows so named. */
function lanesOf(desk: Desk, nodes: readonly Json[]): Json[] {
  return nodes.flatMap((node, index): Json[] => {
    const at = `/lanes/${index}`;
    const name = isObject(node) ? textOf(node.lane) : null;
    if (!isObject(node) || name === null) {
      noteMapping(desk, at, 'say lane: its name, such as "{Origin}-{Destination}"');
      return [];
    }
    if (!('sheet' in node) && !hasPlaceholder(name)) return [madeObject(desk, nowhere(at), node)];
    const scope = rowsOf(desk, nowhere(at), node);
    if (scope.sheet && scope.rows.length === 0) noteMapping(desk, at, `no row of ${scope.sheet.name} fits`);
    return groupsOf(desk, scope, name).map(({ rows }) => laneOf(desk, { ...scope, rows }, node));
  });
}

function laneOf(desk: Desk, scope: Scope, node: JsonObject): JsonObject {
  const [first, second] = scope.rows;
  const linehaul = isObject(node.linehaul) ? node.linehaul : {};
  const lane = madeObject(desk, scope, node);
  // A price that is not gathered from rows is said by one of them: the second would be another price.
  if (first && second && !('sheet' in linehaul) && isWrittenOut(linehaul, lane.linehaul))
    noteCell(desk, scope, second, {
      column: '',
      detail: `${textOf(lane.lane) ?? ''} stands in row ${first.number} already`,
    });
  return lane;
}

/** Whether a linehaul came out field by field: nothing in it was gathered from several rows. */
function isWrittenOut(node: JsonObject, result: Json | undefined): boolean {
  const gathers = ['breaks', 'bands', 'rows', 'rates'];
  return isObject(result) && !gathers.some((field) => isObject(node[field]) && field in result);
}

/** Zones: the places of all rows that name one; postal prefixes alone are put in one list. */
function zonesOf(desk: Desk, nodes: readonly Json[]): JsonObject {
  const zones = new Map<string, JsonObject[]>();
  for (const [index, node] of nodes.entries()) {
    const at = `/zones/${index}`;
    if (!isObject(node) || textOf(node.zone) === null || !isObject(node.place)) {
      noteMapping(desk, at, 'say zone, such as "{Zone}", and place');
      continue;
    }
    const scope = rowsOf(desk, nowhere(at), node);
    const place = node.place;
    for (const { name, rows } of groupsOf(desk, scope, textOf(node.zone) ?? '')) {
      const places = rows.map((row) => madeObject(desk, { ...scope, rows: [row], at: `${at}/place` }, place));
      zones.set(name, [...(zones.get(name) ?? []), ...merged(places)]);
    }
  }
  return Object.fromEntries(zones);
}

function merged(places: readonly JsonObject[]): JsonObject[] {
  const groups = new Map<string, JsonObject>();
  for (const place of places) {
    const { postalPrefixes, ...rest } = place;
    const key = Array.isArray(postalPrefixes) && Object.keys(rest).every((field) => field === 'country');
    const name = key ? JSON.stringify(rest) : JSON.stringify([place, groups.size]);
    const before = groups.get(name)?.postalPrefixes;
    const prefixes = Array.isArray(before) && Array.isArray(postalPrefixes) ? [...before, ...postalPrefixes] : null;
    groups.set(name, prefixes ? { ...rest, postalPrefixes: prefixes } : place);
  }
  return [...groups.values()];
}

/** Values of an index: one for each row. */
function seriesOf(desk: Desk, node: Json, at: string): SeriesOfSheet {
  const series = isObject(node) ? textOf(node.series) : null;
  if (!isObject(node) || series === null) {
    noteMapping(desk, at, 'say series: the name of the index');
    return { series: '', values: [] };
  }
  const scope = rowsOf(desk, nowhere(at), node);
  const rest = Object.fromEntries(Object.entries(node).filter(([key]) => key !== 'series'));
  const values = scope.rows.map((row) => madeObject(desk, { ...scope, rows: [row] }, rest));
  return { series, values };
}
