import type { PerUnitRate } from '../../../freight/linehaul.ts';
import { entryOf } from '../../../freight/entry.ts';
import { bounded, isProven, times } from '../figure.ts';
import type { Price } from '../figure.ts';
import { unitsOf } from './counts.ts';
import { boundsOf, clause, pointerPart, rateMissing } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';

/**
 * PER_UNIT: count × rate, the rate by equipment type where the clause gives one; then `minimum`, `maximum`. Equipment
 * that the clause does not name goes at `rate`; without one: RATE_MISSING.
 */
export function perUnit(rate: PerUnitRate, price: LanePrice): Price {
  const count = unitsOf(rate, price);
  if (!isProven(count)) return count;
  const step = { label: `rate per ${rate.unit}`, unit: `${price.currency}/${rate.unit}` };
  const { equipment } = price.goods;
  const special = equipment === null ? undefined : entryOf(rate.equipmentRates, equipment);
  const perOne =
    clause(price, special, `equipmentRates/${pointerPart(equipment ?? '')}`, step) ??
    clause(price, rate.rate, 'rate', step);
  if (!perOne) return rateMissing(price, `equipment ${equipment ?? 'unknown'}`);
  const product = times(count, perOne, { label: 'count × rate', unit: price.currency });
  return bounded(product, boundsOf(price, rate));
}
