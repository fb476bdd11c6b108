import { type ChargeCode, linehaulFamily, type ReasonCode } from '../../freight/codes.ts';
import type { Tolerance, ToleranceLimit } from '../../freight/contract.ts';
import { type Decimal, decimal } from '../../freight/money.ts';
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
