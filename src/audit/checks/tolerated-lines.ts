import type { ChargeCode, ReasonCode } from '../../freight/codes.ts';
import type { Tolerance, ToleranceLimit } from '../../freight/contract.ts';
import { type Decimal, decimal, decimalText, roundTo, sum, zero } from '../../freight/money.ts';
import type { DossierBill } from '../dossier.ts';
import type { Rated } from '../expected.ts';
import type { AlignedLine, CheckVerdict, LineVerdict } from '../judged.ts';
import { budgetLeftFor } from './budget.ts';
import { familyOf, isOwed, isWithin, toleranceOf } from './tolerance.ts';
import { varies } from './verdict.ts';

/** How far one charge is off in one direction: its lines that are, by how much in all, and what is owed for it. */
interface Apart {
  charge: ChargeCode;
  lines: AlignedLine[];
  difference: Decimal;
  expected: Decimal;
}

/**
 * Marks the differences that the terms tolerate. Each charge is judged by its narrowest tolerance, percent of what is owed
 * for it; over and under are never netted. The tolerance of the bill, else that of the invoice, is asked after the
 * lines: it forgives failed ones only where it says `hides`, and T-09 takes back what the lines were forgiven where all of
 * it together is more than the whole may be off. What a budget no longer covers is not tolerated, lowest line first.
 * A difference below what is owed is paid either way: there the mark is only told.
 */
export function withTolerance(rated: Rated, bill: DossierBill, judged: LineVerdict[]): LineVerdict[] {
  const { tolerances } = rated.terms;
  if (tolerances.length === 0) return judged;
  const over = apart(judged, 'OVER');
  const under = apart(judged, 'UNDER');
  if (over.length === 0 && under.length === 0) return judged;
  const whole = wholeOf(tolerances, bill, judged);
  const { forgiven, takenBack } = overForgiven(tolerances, over, whole);
  const paid = withinBudget(forgiven, budgetLeftFor(rated.terms, bill));
  const tolerated = linesOf([...paid, ...under.filter((one) => isNear(tolerances, one, 'under'))]);
  const above = linesOf(takenBack);
  return judged.map((each) => marked(each, tolerated, above));
}

function linesOf(charges: readonly Apart[]): ReadonlySet<AlignedLine> {
  return new Set(charges.flatMap(({ lines }) => lines));
}

function marked(
  { line, checks }: LineVerdict,
  tolerated: ReadonlySet<AlignedLine>,
  above: ReadonlySet<AlignedLine>,
): LineVerdict {
  if (above.has(line)) return { line, checks: checks.flatMap((check) => [check, ...aboveWhole(check, line)]) };
  if (!tolerated.has(line)) return { line, checks };
  return {
    line,
    checks: checks.map((check) => (check.direction === undefined ? check : { ...check, withinTolerance: true })),
  };
}

/** T-09: the line is near enough by itself, and all lines together are not. */
function aboveWhole({ direction, amount }: CheckVerdict, { charge }: AlignedLine): CheckVerdict[] {
  return direction === 'OVER' ? [varies('T-09', reasonOf(charge), amount)] : [];
}

function reasonOf(charge: ChargeCode): ReasonCode {
  const family = familyOf(charge);
  if (family === 'LINEHAUL') return 'LINEHAUL_WRONG';
  if (family === 'FUEL') return 'FUEL_WRONG';
  return charge.startsWith('DETENTION') ? 'DETENTION_WRONG' : 'ACC_WRONG';
}

/** What is billed too much or too little of charges that are owed, charge by charge: the lines of a group are one. */
function apart(judged: readonly LineVerdict[], direction: 'OVER' | 'UNDER'): Apart[] {
  const charges: Apart[] = [];
  for (const { line, checks } of judged) {
    const difference = checks.find((check) => check.direction === direction)?.amount;
    if (!difference || !line.expected || !isOwed(line)) continue;
    const beside = charges.find(({ lines: [other] }) => other?.against === line.against);
    if (beside) {
      beside.lines.push(line);
      beside.difference = beside.difference.plus(difference);
    } else {
      const { charge, amount } = line.against ?? { charge: line.charge, amount: null };
      charges.push({ charge, lines: [line], difference, expected: amount ?? line.expected });
    }
  }
  return charges;
}

function isNear(
  tolerances: readonly Tolerance[],
  { charge, difference, expected }: Apart,
  side: 'over' | 'under',
): boolean {
  return isWithin(toleranceOf(tolerances, charge)?.[side], difference, expected);
}

/** A tolerance of the bill or of its part of the invoice: what is owed on the whole, and how far that may be exceeded. */
interface Whole {
  limit: ToleranceLimit;
  hides: boolean;
  expected: Decimal;
}

function wholeOf(tolerances: readonly Tolerance[], bill: DossierBill, judged: readonly LineVerdict[]): Whole | null {
  const ofBill = tolerances.find(({ scope }) => scope.bill === true);
  const tolerance = ofBill ?? tolerances.find(({ scope }) => scope.invoice === true);
  if (!tolerance?.over || (!tolerance.over.amount && !tolerance.over.percent)) return null;
  return {
    limit: ofBill ? tolerance.over : shareOf(tolerance.over, bill),
    hides: tolerance.hides === true,
    expected: sum(judged.map(({ line }) => line.expected ?? zero)),
  };
}

/**
 * What of an invoice's tolerance is this bill's: of the amount its share by what is billed, so that all bills together never
 * exceed it, in whatever order they are judged; a percent is the same for every part.
 */
function shareOf(limit: ToleranceLimit, { billsInDocument, bill, invoice }: DossierBill): ToleranceLimit {
  if (billsInDocument === 1 || !limit.amount) return limit;
  const total = decimal(invoice.total);
  const billed = sum([...bill.charges, ...(bill.taxes ?? [])].map(({ amount }) => decimal(amount)));
  const isPart = billed.isPositive() && billed.lessThanOrEqualTo(total) && !total.isZero();
  const share = isPart ? decimal(limit.amount).times(billed).dividedBy(total) : zero;
  return { ...limit, amount: decimalText(roundTo(share, { mode: 'DOWN', places: 8 })) };
}

/** Which charges may be over, and which of them the whole takes back. */
function overForgiven(
  tolerances: readonly Tolerance[],
  over: readonly Apart[],
  whole: Whole | null,
): { forgiven: readonly Apart[]; takenBack: readonly Apart[] } {
  const near = over.filter((one) => isNear(tolerances, one, 'over'));
  if (whole === null) return { forgiven: near, takenBack: [] };
  const fits = (charges: readonly Apart[]) =>
    isWithin(whole.limit, sum(charges.map(({ difference }) => difference)), whole.expected);
  if (whole.hides && fits(over)) return { forgiven: over, takenBack: [] };
  return fits(near) ? { forgiven: near, takenBack: [] } : { forgiven: [], takenBack: near };
}

function withinBudget(forgiven: readonly Apart[], budgetLeft: Decimal | null): Apart[] {
  let left = budgetLeft;
  return forgiven.filter(({ difference }) => {
    if (left === null) return true;
    if (left.lessThan(difference)) return false;
    left = left.minus(difference);
    return true;
  });
}
