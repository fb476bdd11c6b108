import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { Rating } from '../context.ts';
import { dividedBy, isProven, times } from '../figure.ts';
import { clause, rateMissing } from '../linehaul/lane-price.ts';
import { weightOf } from '../weight.ts';
import type { Amount, Entry } from './occurrence.ts';

/** PER_WEIGHT: the shipment's weight ÷ per × rate. */
export function perWeight(
  { terms, pointer }: Entry<Extract<AccessorialTerms, { model: 'PER_WEIGHT' }>>,
  rating: Rating,
): Amount {
  const { contract, currency, goods } = rating;
  const at = { contract, pointer };
  const per = clause(at, terms.per, 'per', { label: 'rate is per', unit: terms.weightUnit });
  const rate = clause(at, terms.rate, 'rate', { label: 'rate', unit: `${currency}/${terms.per} ${terms.weightUnit}` });
  if (!per || !rate || per.value.isZero()) return rateMissing(at, terms.charge);
  const weight = weightOf(goods, goods.lines, terms.weightUnit);
  if (!isProven(weight)) return weight;
  const units = dividedBy(weight, per, { label: `weight in units of ${terms.per}`, unit: '1' });
  return times(units, rate, { label: 'weight × rate', unit: currency });
}
