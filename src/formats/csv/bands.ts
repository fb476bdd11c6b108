import { Dec, type Decimal, decimalPattern, decimalText } from '../../freight/money.ts';
import { type Desk, noteCell, noteMapping, rawCell, type Scope } from './cells.ts';
import { isObject, type Json, type JsonObject, textOf } from './json.ts';
import { numberOf } from './numbers.ts';
import type { SheetRow } from './sheet.ts';

/** From a figure on, up to but without another; null: without end. */
export interface Band {
  from: Decimal;
  to: Decimal | null;
}

/** How bands stand in a sheet: in one column as a range, or in one for each end. */
interface BandSpec {
  column: string;
  to: string | null;
  /** Whether the upper figure itself is in the band, where the sheet does not say by brackets. */
  endsIncluded: boolean;
  /** From an upper figure that is in the band to the next lower one. */
  step: Decimal;
  /** Upper figures that stand for no end. */
  open: readonly string[];
}

const bandKeys = ['column', 'range', 'to', 'ends', 'step', 'open'];

/** The mapping's word on where bands stand; a text is the column of their lower ends. */
function specOf(desk: Desk, at: string, node: Json): BandSpec | null {
  const said: JsonObject = isObject(node) ? node : { column: node };
  const column = textOf(said.range) ?? textOf(said.column);
  const unknown = Object.keys(said).filter((key) => !bandKeys.includes(key));
  if (column === null || unknown.length > 0) {
    noteMapping(desk, at, unknown.length > 0 ? `nobody knows ${unknown.join(', ')} of a band` : 'name the column');
    return null;
  }
  const open = Array.isArray(said.open) ? said.open.map((value) => textOf(value) ?? '') : [];
  const stepText = textOf(said.step) ?? '1';
  if (!decimalPattern.test(stepText)) noteMapping(desk, at, `step is a plain number, not ${stepText}`);
  const step = new Dec(decimalPattern.test(stepText) ? stepText : '1');
  return { column, to: textOf(said.to), endsIncluded: said.ends !== 'EXCLUDED', step, open };
}

interface Ends {
  from: string;
  to: string;
  endsIncluded: boolean;
}

const figure = '([^\\s\\[\\](),–-]+(?: [0-9]{3})*)';
const forms: readonly [RegExp, (spec: BandSpec, found: RegExpExecArray) => Ends][] = [
  [
    new RegExp(`^\\[\\s*${figure}\\s*,\\s*${figure}?\\s*\\)$`),
    (_, [, from = '', to = '']) => ({ from, to, endsIncluded: false }),
  ],
  [
    new RegExp(`^\\[\\s*${figure}\\s*,\\s*${figure}\\s*\\]$`),
    (_, [, from = '', to = '']) => ({ from, to, endsIncluded: true }),
  ],
  [
    new RegExp(`^${figure}\\s*(?:-|–|to)\\s*${figure}$`, 'i'),
    ({ endsIncluded }, [, from = '', to = '']) => ({ from, to, endsIncluded }),
  ],
  [new RegExp(`^(?:>=|≥|from)\\s*${figure}$`, 'i'), (_, [, from = '']) => ({ from, to: '', endsIncluded: false })],
  [
    new RegExp(`^${figure}\\s*(?:\\+|and over|and above|or more)$`, 'i'),
    (_, [, from = '']) => ({ from, to: '', endsIncluded: false }),
  ],
  [new RegExp(`^(?:<|under|below)\\s*${figure}$`, 'i'), (_, [, to = '']) => ({ from: '0', to, endsIncluded: false })],
];

function endsOf(spec: BandSpec, cell: string, toCell: string): Ends {
  if (spec.to !== null) return { from: cell, to: toCell, endsIncluded: spec.endsIncluded };
  for (const [form, read] of forms) {
    const found = form.exec(cell);
    if (found) return read(spec, found);
  }
  return { from: cell, to: '', endsIncluded: false };
}

const plainNumbers = {};

function numberIn(desk: Desk, scope: Scope, row: SheetRow, told: { column: string; text: string }): Decimal | null {
  const reading = numberOf(told.text, scope.sheet?.numbers ?? plainNumbers);
  if ('value' in reading) return new Dec(reading.value);
  noteCell(desk, scope, row, { column: told.column, detail: reading.detail });
  return null;
}

/** The band of one row; null when it cannot be read, which is noted. */
function bandOf(desk: Desk, scope: Scope, row: SheetRow, spec: BandSpec): Band | null {
  const cell = rawCell(desk, scope, row, spec.column);
  const toCell = spec.to === null ? '' : rawCell(desk, scope, row, spec.to);
  if (cell === null || toCell === null) return null;
  const ends = endsOf(spec, cell, toCell);
  const from = numberIn(desk, scope, row, { column: spec.column, text: ends.from });
  if (!from) return null;
  const isOpen = ends.to === '' || spec.open.includes(ends.to);
  return isOpen ? { from, to: null } : closedBand(desk, scope, row, { spec, ends, from });
}

function closedBand(
  desk: Desk,
  scope: Scope,
  row: SheetRow,
  { spec, ends, from }: { spec: BandSpec; ends: Ends; from: Decimal },
): Band | null {
  const to = numberIn(desk, scope, row, { column: spec.to ?? spec.column, text: ends.to });
  if (!to) return null;
  const end = ends.endsIncluded ? to.plus(spec.step) : to;
  if (end.greaterThan(from)) return { from, to: end };
  noteCell(desk, scope, row, { column: spec.column, detail: `the band ends at ${ends.to}, before it begins` });
  return null;
}

/** Bands of rows, each different one once and in order. */
export interface Bands {
  /** Where each begins; a closed last band is followed by one in which there is nothing. */
  starts: string[];
  /** By row: which of them. */
  of: Map<SheetRow, number>;
}

interface ReadBand {
  row: SheetRow;
  band: Band;
}

/** Each different band once, in order; a second one that begins alike and ends elsewhere is noted. */
function distinct(desk: Desk, scope: Scope, read: readonly ReadBand[], column: string): ReadBand[] {
  const known = new Map<string, ReadBand>();
  for (const { row, band } of read) {
    const key = decimalText(band.from);
    const before = known.get(key);
    if (!before) known.set(key, { band, row });
    else if (textOfEnd(before.band) !== textOfEnd(band))
      noteCell(desk, scope, row, {
        column,
        detail: `the band from ${key} ends elsewhere than in row ${before.row.number}`,
      });
  }
  return [...known.values()].sort((a, b) => a.band.from.comparedTo(b.band.from));
}

/**
 * The bands of all rows. Where a sheet says the upper ends too, they must follow one upon the other: a gap or an overlap is
 * noted at the row after it.
 */
export function bandsOf(desk: Desk, scope: Scope, node: Json): Bands {
  const spec = specOf(desk, scope.at, node);
  if (!spec) return { starts: [], of: new Map() };
  const read = scope.rows.flatMap((row) => {
    const band = bandOf(desk, scope, row, spec);
    return band ? [{ row, band }] : [];
  });
  const sorted = distinct(desk, scope, read, spec.column);
  noteBreaks(desk, scope, sorted, spec.column);
  const numbers = new Map(sorted.map(({ band }, index) => [decimalText(band.from), index]));
  const starts = [...numbers.keys()];
  const of = new Map(read.map(({ row, band }) => [row, numbers.get(decimalText(band.from)) ?? 0]));
  const end = sorted.at(-1)?.band.to;
  return { starts: end ? [...starts, decimalText(end)] : starts, of };
}

const textOfEnd = ({ to }: Band) => (to ? decimalText(to) : '');

function noteBreaks(desk: Desk, scope: Scope, sorted: readonly { band: Band; row: SheetRow }[], column: string): void {
  for (const [index, { band, row }] of sorted.entries()) {
    const before = sorted[index - 1]?.band.to;
    if (!before || before.equals(band.from)) continue;
    const word = before.lessThan(band.from) ? 'nothing holds between' : 'two bands hold between';
    const [low, high] = before.lessThan(band.from) ? [before, band.from] : [band.from, before];
    noteCell(desk, scope, row, { column, detail: `${word} ${decimalText(low)} and ${decimalText(high)}` });
  }
}
