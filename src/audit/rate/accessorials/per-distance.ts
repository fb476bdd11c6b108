import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { Rating } from '../context.ts';
import { isProven, times } from '../figure.ts';
import { clause, rateMissing } from '../linehaul/lane-price.ts';
import { distanceOf } from '../weight.ts';
import type { Amount, Entry } from './occurrence.ts';

/** PER_DISTANCE: the shipment's distance in `unit` × rate. */
export function perDistanceAccessorial(
  { terms, pointer }: Entry<Extract<AccessorialTerms, { model: 'PER_DISTANCE' }>>,
  rating: Rating,
): Amount {
  const at = { contract: rating.contract, pointer };
  const rate = clause(at, terms.rate, 'rate', { label: 'rate', unit: `${rating.currency}/${terms.unit}` });
  if (!rate) return rateMissing(at, terms.charge);
  const distance = distanceOf(rating.goods, terms.unit);
  return isProven(distance) ? times(distance, rate, { label: 'distance × rate', unit: rating.currency }) : distance;
}
