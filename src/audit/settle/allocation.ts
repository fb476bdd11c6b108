import { decimal, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import { Dec } from '../../freight/money.ts';

/**
 * Divides an amount over shares by largest remainder, ties to the earlier share, to `places` decimals: the parts sum to
 * the amount exactly. |amount| is divided and the sign put back; shares that are all zero (or none but one) count as
 * equal. Shares are weights of any kind: share, weight, volume, value.
 *
 * @throws RangeError for a negative share or no share at all
 */
export function allocate(amount: Decimal, shares: readonly string[], places: number): Decimal[] {
  const given = shares.map((share) => decimal(share));
  if (given.length === 0) throw new RangeError('nothing to allocate over');
  if (given.some((share) => share.isNegative() && !share.isZero())) throw new RangeError('a share is never negative');
  const whole = sum(given);
  const weights = whole.isZero() ? given.map(() => new Dec(1)) : given;
  const total = sum(weights);
  const size = amount.abs();
  const unit = new Dec(10).pow(-places);
  const exact = weights.map((weight) => size.times(weight).dividedBy(total));
  const parts = exact.map((part) => part.toDecimalPlaces(places, Dec.ROUND_DOWN));
  const byRemainder = exact
    .map((part, place) => ({ place, remainder: part.minus(parts[place] ?? zero) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.place - b.place);
  let left = size.minus(sum(parts));
  for (const { place } of byRemainder) {
    if (!left.isPositive() || left.isZero()) break;
    const more = left.lessThan(unit) ? left : unit;
    parts[place] = (parts[place] ?? zero).plus(more);
    left = left.minus(more);
  }
  return amount.isNegative() ? parts.map((part) => (part.isZero() ? zero : part.negated())) : parts;
}
