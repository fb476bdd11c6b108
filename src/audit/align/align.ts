import { decimalText, greatest, least, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { ExpectedCharge, Rated } from '../expected.ts';
import type { AlignedLine, BillLine } from '../judged.ts';
import { passes } from './passes.ts';
import type { Board, Pairing } from './passes.ts';
import { familyOf, isAligned, linehaulLines, unitOf } from './units.ts';
import type { Repeat, Unit } from './units.ts';

/** A bill's lines beside what is owed, and which expected charges (by their place in the list) they were put beside. */
export interface Alignment {
  lines: AlignedLine[];
  /** Line number → places of its expected charges: one, or those that a bundle bills in one amount. */
  places: Map<number, readonly number[]>;
  /** Places of charges that a line might be for, if a person says so. */
  claimed: ReadonlySet<number>;
}

/** Of a dossier with more bills no amounts are looked for that others come to. */
export const composesAtMost = 200;

/** How a bill is aligned beside the others of its shipment. */
export interface AlignOptions {
  /** Places of expected charges that an earlier bill was put beside: those nobody billed are taken first. */
  billedBefore: ReadonlySet<number>;
  /** Amounts that others come to are looked for; not in a very large dossier. */
  composing?: boolean;
}

/** Lines that are compared with nothing: of a bill that a gate stopped, or while no shipment is matched. */
export function unaligned(lines: readonly BillLine[]): AlignedLine[] {
  return lines.map((line) => ({
    against: null,
    expected: null,
    pass: 0,
    duplicateOf: null,
    ambiguous: false,
    ...line,
  }));
}

/** The alignment of lines that are compared with nothing. */
export function withoutAlignment(lines: readonly BillLine[]): Alignment {
  return { lines: unaligned(lines), places: new Map(), claimed: new Set() };
}

/**
 * Puts a bill's lines beside what is owed for the shipment. Each bill is compared with all that is owed; what earlier
 * bills were allowed is taken off afterwards, in money.
 */
export function align(
  lines: readonly BillLine[],
  rated: Rated,
  { billedBefore, composing = true }: AlignOptions,
): Alignment {
  const ownLines = lines.filter(isAligned);
  const family = ownLines.filter((line) => familyOf(line.charge) === 'LINEHAUL');
  const linehaul = linehaulLines(family, linehaulOwed(rated));
  const units = ownLines.filter((line) => !family.includes(line)).map((line) => unitOf(line.charge, [line]));
  if (linehaul.kept.length > 0) units.push(unitOf('LINEHAUL', linehaul.kept));
  units.sort((a, b) => a.first - b.first);
  const owed = rated.expected.map((expected, index) => ({ expected, index, billedBefore: billedBefore.has(index) }));
  owed.sort((a, b) => (a.expected.stop ?? 0) - (b.expected.stop ?? 0) || a.index - b.index);
  const board: Board = { units, owed, pairings: [], repeats: [], ambiguous: [] };
  for (const { pass, run, composes } of passes) if (composing || !composes) run(board, pass);
  return collect(lines, board, linehaul.repeats, rated);
}

function linehaulOwed(rated: Rated): Decimal | null {
  return rated.expected.find((expected) => expected.charge === 'LINEHAUL')?.amount ?? null;
}

type Put = (line: BillLine, more: Partial<AlignedLine>) => void;

function collect(lines: readonly BillLine[], board: Board, repeats: Repeat[], rated: Rated): Alignment {
  const aligned = new Map<number | null, AlignedLine>(unaligned(lines).map((line) => [line.line, line]));
  const places = new Map<number, readonly number[]>();
  const put: Put = (line, more) => {
    const before = aligned.get(line.line);
    if (before) aligned.set(line.line, { ...before, ...more });
  };
  for (const { unit, owed, pass } of board.pairings) {
    putGroup(put, unit, inOneAmount(unit, owed), pass);
    if (owed.some((one) => one.billedBefore)) for (const line of unit.lines) put(line, { billedBefore: true });
    const own = owed.map(({ index }) => index);
    for (const { line } of unit.lines) if (line !== null) places.set(line, own);
  }
  for (const { line, of } of [...repeats, ...board.repeats.flatMap(repeatedLines)]) {
    const against = aligned.get(of.line)?.against ?? null;
    put(line, { against, expected: zero, pass: 8, duplicateOf: lineText(of) });
  }
  putUnsure(put, board);
  for (const unit of board.units) putGroup(put, unit, leftOver(unit, board.pairings, rated), 8);
  const claimed = new Set(board.ambiguous.flatMap(({ owed }) => owed.map(({ index }) => index)));
  return { lines: [...aligned.values()], places, claimed };
}

/** What a unit is compared with: the charge owed, or of a bundle the sum of those it bills, under the check of its own. */
function inOneAmount(unit: Unit, owed: Pairing['owed']): ExpectedCharge {
  const [first, ...more] = owed.map(({ expected }) => expected) as [ExpectedCharge, ...ExpectedCharge[]];
  if (more.length === 0) return first;
  const bundled = [first, ...more];
  const bySize = [...bundled].sort((a, b) => (b.amount ?? zero).comparedTo(a.amount ?? zero));
  const main = bundled.find(({ charge }) => charge === unit.charge) ?? bySize[0] ?? first;
  const amount = sum(bundled.map((expected) => expected.amount ?? zero));
  const { unit: currency } = main.working;
  const inputs = bundled.map(({ working }) => working);
  const working = { value: decimalText(amount), unit: currency, op: 'SUM' as const, label: 'billed in one', inputs };
  return { ...main, amount, reason: null, needs: [], afterDeadline: null, certain: false, working, bundled };
}

function putGroup(put: Put, unit: Unit, against: ExpectedCharge, pass: number): void {
  for (const { line, expected } of carried(unit, against.amount)) put(line, { against, expected, pass });
}

function putUnsure(put: Put, board: Board): void {
  for (const { unit, pass, owed } of board.ambiguous) {
    const against = owed[0]?.expected ?? null;
    for (const line of unit.lines) put(line, { against, pass, ambiguous: true });
  }
}

function lineText({ line }: BillLine): string {
  return `line ${line ?? 0}`;
}

function repeatedLines({ unit, of }: { unit: Unit; of: Unit }): Repeat[] {
  return unit.lines.map((line, place) => ({ line, of: of.lines[place] ?? line }));
}

/** A line left over: owed by no terms, beyond a charge that another line already has, or of a kind of which nothing is owed. */
function leftOver(unit: Unit, pairings: readonly Pairing[], rated: Rated): ExpectedCharge {
  const owedTo = (pairing: Pairing) => pairing.owed.find(({ expected }) => expected.charge === unit.charge);
  const taken = pairings.find(owedTo);
  const expected = taken && owedTo(taken)?.expected;
  if (!expected) return rated.unnamed(unit.charge, unit.stop);
  if (expected.amount?.isZero()) return expected;
  const label = `owed once, and line ${taken.unit.first} bills it`;
  const { unit: currency } = expected.working;
  const source = { kind: 'RULE' as const, id: 'D-04', pointer: '' };
  const working = { value: '0', unit: currency, op: 'LEAF' as const, label, inputs: [], source };
  return {
    ...expected,
    amount: zero,
    reason: 'DUP_CHARGE',
    check: 'D-04',
    certain: true,
    needs: [],
    working,
  };
}

/**
 * What each line of a group is expected to be: the group's difference sits on its largest billed line (tie: the lowest
 * number), spilling to the next; the others are expected as billed. Not provable: none of them is.
 */
export function carried(unit: Unit, owed: Decimal | null): { line: BillLine; expected: Decimal | null }[] {
  if (owed === null) return unit.lines.map((line) => ({ line, expected: null }));
  const bySize = [...unit.lines].sort((a, b) => b.billed.comparedTo(a.billed) || (a.line ?? 0) - (b.line ?? 0));
  let left = sum(unit.lines.map((line) => line.billed)).minus(owed);
  const differences = new Map<BillLine, Decimal>();
  for (const line of bySize) {
    const share = left.isPositive() ? least(left, greatest(line.billed, zero)) : zero;
    differences.set(line, share);
    left = left.minus(share);
  }
  const difference = (line: BillLine) => {
    const own = differences.get(line) ?? zero;
    return line === bySize[0] ? own.plus(left) : own;
  };
  return unit.lines.map((line) => ({ line, expected: line.billed.minus(difference(line)) }));
}

/** Charges owed for the shipment that no bill of it was put beside; what is not provable, or nothing, is left out. */
export function unbilled(rated: Rated, billed: ReadonlySet<number>): ExpectedCharge[] {
  return rated.expected.filter(
    (charge, place) => !billed.has(place) && charge.amount !== null && !charge.amount.isZero(),
  );
}
