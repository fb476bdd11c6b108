import { type ChargeCode, linehaulFamily, type ReasonCode } from '../../freight/codes.ts';
import type { Tolerance, ToleranceLimit } from '../../freight/contract.ts';
import { type Decimal, decimal, zero } from '../../freight/money.ts';
import type { AlignedLine } from '../judged.ts';

/** The family of a charge, as tolerances and rules name it. */
export function familyOf(charge: ChargeCode): string {
  if (linehaulFamily.includes(charge)) return 'LINEHAUL';
  if (charge === 'FUEL' || charge === 'BUNKER') return 'FUEL';
  return charge === 'TAX' || charge === 'UNEXPLAINED' || charge === 'UNMAPPED' ? charge : 'ACCESSORIAL';
}

/** Reasons why nothing is owed at all: want of contract, order, authority or evidence is no question of amount. */
const nothingOwed: readonly ReasonCode[] = [
  'ACC_NOT_CONTRACTED',
  'ACC_NOT_AUTH',
  'ACC_OVER_LIMIT',
  'ACC_NO_EVIDENCE',
  'ACC_CONDITION',
  'ACC_NO_NOTICE',
  'ACC_EXCLUDED',
  'DETENTION_UNPROVEN',
  'SHIPMENT_CANCELLED',
  'DUP_CHARGE',
];

/** True when the amount of a charge is owed in principle, so that a tolerance may judge how much. */
export function isOwed(line: AlignedLine): boolean {
  const { against } = line;
  if (line.duplicateOf !== null || line.expected === null || !against?.amount) return false;
  const { amount, reason, basis, certain } = against;
  if (!amount.isZero()) return true;
  return basis !== 'NONE' && !certain && (reason === null || !nothingOwed.includes(reason));
}

/** True when a difference lies within a limit; percent is of `expected`. No number at all tolerates nothing. */
export function isWithin(limit: ToleranceLimit | null | undefined, difference: Decimal, expected: Decimal): boolean {
  if (!limit) return false;
  const allowed: Decimal[] = [];
  if (limit.amount) allowed.push(decimal(limit.amount));
  if (limit.percent) allowed.push(decimal(limit.percent).times(expected.abs()));
  if (allowed.length === 0) return false;
  const fits = (most: Decimal) => difference.lessThanOrEqualTo(most);
  return limit.combine === 'ANY' ? allowed.some(fits) : allowed.every(fits);
}

/** The narrowest tolerance for one charge: the charge itself, its family, any charge; null when none is of lines. */
export function toleranceOf(tolerances: readonly Tolerance[], charge: ChargeCode): Tolerance | null {
  return (
    tolerances.find(({ scope }) => scope.charge === charge) ??
    tolerances.find(({ scope }) => !scope.charge && scope.family === familyOf(charge)) ??
    tolerances.find(({ scope }) => scope.charge === 'ANY') ??
    null
  );
}

/** Over-billing of one charge that a tolerance is asked about: its lines that are over, by how much in all, what is owed. */
export interface Over {
  charge: ChargeCode;
  lines: AlignedLine[];
  difference: Decimal;
  expected: Decimal;
}

/**
 * The lines whose over-billing is tolerated. Each charge is judged by its narrowest tolerance, percent of what is owed for it. One of the whole bill
 * or invoice looks at the sum of what is over (never netted with what is under) and forgives failed lines only
 * where the contract says that it hides them. What a budget no longer covers is not tolerated, lowest line first.
 */
export function toleratedLines(
  tolerances: readonly Tolerance[],
  over: readonly Over[],
  budgetLeft: Decimal | null,
): Set<AlignedLine> {
  const within = over.filter(({ charge, difference, expected }) =>
    isWithin(toleranceOf(tolerances, charge)?.over, difference, expected),
  );
  const hides = tolerances.some((tolerance) => isHidden(tolerance, over));
  const tolerated = new Set<AlignedLine>();
  let left = budgetLeft;
  for (const { lines, difference } of hides ? over : within) {
    if (left?.lessThan(difference)) continue;
    left = left?.minus(difference) ?? null;
    for (const line of lines) tolerated.add(line);
  }
  return tolerated;
}

function isHidden({ scope, over: limit, hides }: Tolerance, over: readonly Over[]): boolean {
  if (hides !== true || !(scope.bill ?? scope.invoice)) return false;
  const total = over.reduce((sum, each) => sum.plus(each.difference), zero);
  const owed = over.reduce((sum, each) => sum.plus(each.expected), zero);
  return isWithin(limit, total, owed);
}
