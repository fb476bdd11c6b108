import type { BilledLine } from '../../freight/bill.ts';
import { type Decimal, decimal, decimalText } from '../../freight/money.ts';
import { entryOf } from '../../freight/entry.ts';
import { familyOf } from '../align/units.ts';
import type { DossierBill } from '../dossier.ts';
import type { Need } from '../expected.ts';
import type { AlignedLine, CheckVerdict } from '../judged.ts';
import type { Working } from '../working.ts';
import { cannotAssess, passes } from './verdict.ts';

/** A line's amount and its extension may differ by the rounding of a cent. */
const agreeWithin = decimal('0.01');

/** A rate printed as 2, or 2.5, has its cents all the same. */
const fewestPlaces = 2;

/** Words of senders for what they count, and ours. */
const countedAs: Readonly<Record<string, string>> = {
  ...{ HR: 'HOUR', H: 'HOUR', PC: 'PIECE', PCS: 'PIECE', EA: 'PIECE', PACKAGE: 'PIECE', PLT: 'PALLET' },
  ...{ MILE: 'MI', KILOMETRE: 'KM', KILOMETER: 'KM', POUND: 'LB', LBS: 'LB', KGS: 'KG' },
};

function singular(unit: string): string {
  const word = unit.toUpperCase().replace(/(?<=..)S$/, '');
  return entryOf(countedAs, unit.toUpperCase()) ?? entryOf(countedAs, word) ?? word;
}

/** By how much the quantity is divided before it is multiplied by the rate; null: the basis does not fit the unit. */
function divisorOf(rateBasis: string, unit: string): string | null {
  const basis = rateBasis.toUpperCase();
  if (basis === 'PER_HUNDRED') return '100';
  if (basis === 'PER_CWT') return singular(unit) === 'LB' ? '100' : null;
  return basis.startsWith('PER_') && singular(basis.slice('PER_'.length)) === singular(unit) ? '1' : null;
}

interface Extension {
  line: BilledLine;
  value: Decimal;
}

/** Quantity times rate, where a line tells both and what the rate is per. */
function extensionOf(line: BilledLine): Extension | null {
  const { quantity, rate, rateBasis } = line;
  const divisor = quantity && rate && rateBasis ? divisorOf(rateBasis, quantity.unit) : null;
  if (!quantity || !rate || divisor === null) return null;
  return { line, value: decimal(quantity.value).times(decimal(rate)).dividedBy(divisor) };
}

const isWrong = ({ line, value }: Extension) =>
  decimal(line.amount).abs().minus(value.abs()).abs().greaterThan(agreeWithin);

/** True when a figure stands in a working as it is, or rounded to the places it is written with. */
function standsIn(working: Working | undefined, figure: string): boolean {
  if (!working) return false;
  const told = decimal(figure);
  const { value, inputs } = working;
  const same = value !== null && decimal(value).toDecimalPlaces(told.decimalPlaces()).equals(told);
  return same || inputs.some((input) => standsIn(input, figure));
}

/**
 * What is owed was billed, and quantity and rate are the contract's own: a minimum, a cap or a deficit stands between
 * them and the amount, or the rate is printed shorter than it is.
 */
function isExplained({ line }: Extension, against: AlignedLine['against'], check: CheckVerdict): boolean {
  const { quantity, rate } = line;
  const working = against?.working;
  return check.verdict === 'PASS' && standsIn(working, quantity?.value ?? '0') && standsIn(working, rate ?? '0');
}

/** What is owed was billed, and the rate is printed with fewer places than it has: another one, so rounded, gives it. */
function isPrintedShort({ line, value }: Extension, check: CheckVerdict): boolean {
  const rate = decimal(line.rate ?? '0');
  if (check.verdict !== 'PASS' || rate.isZero()) return false;
  const printedPlaces = Math.max(fewestPlaces, line.rate?.split('.')[1]?.length ?? 0);
  const halfOfLastPlace = decimal('0.5').times(decimal('10').pow(-printedPlaces));
  const slack = value.dividedBy(rate).abs().times(halfOfLastPlace).plus(agreeWithin);
  return decimal(line.amount).abs().minus(value.abs()).abs().lessThanOrEqualTo(slack);
}

/** What the lines that are one price with this one tell of quantity and rate. */
function toldOf(bill: DossierBill, line: AlignedLine, lines: readonly AlignedLine[]): Extension[] {
  const isFamily = ({ charge }: AlignedLine) => familyOf(charge) === 'LINEHAUL';
  const together = isFamily(line) ? lines.filter(isFamily) : [line];
  return bill.bill.charges
    .filter((charge) => together.some(({ line: number }) => number === charge.line))
    .map(extensionOf)
    .filter((extension) => extension !== null);
}

function unclear({ line, value }: Extension): Need {
  const { quantity, rate, amount } = line;
  const counted = `${quantity?.value ?? ''} ${quantity?.unit ?? ''} at ${rate ?? ''}`;
  const fact = `whether line ${line.line} is for ${counted}, which comes to ${decimalText(value)}, or for the ${amount} billed`;
  return { fact, reason: 'EXTENSION', from: 'CARRIER' };
}

/**
 * I-05: quantity times rate is the amount of the line. A line where it is not is held by itself, for nobody can say which
 * of the three was meant; the lines of the linehaul family are one price and held together. null: no line tells all three.
 */
export function extensionCheck(
  bill: DossierBill,
  line: AlignedLine,
  lines: readonly AlignedLine[],
  check: CheckVerdict,
): CheckVerdict | null {
  const told = toldOf(bill, line, lines);
  const wrong = told.find(isWrong);
  if (!wrong) return told.some((one) => one.line.line === line.line) ? passes('I-05') : null;
  if (isExplained(wrong, line.against, check) || isPrintedShort(wrong, check)) return passes('I-05', 'EXTENSION');
  return cannotAssess('I-05', 'EXTENSION', line, { needs: [unclear(wrong)] });
}
