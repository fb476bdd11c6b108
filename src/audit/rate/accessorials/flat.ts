import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { Rating } from '../context.ts';
import { isProven, times } from '../figure.ts';
import { clause, rateMissing } from '../linehaul/lane-price.ts';
import { countOf } from '../linehaul/counts.ts';
import type { Amount, Entry } from './occurrence.ts';

/** FLAT: an amount per shipment, per piece, or per each stop or event (which are occurrences of their own). */
export function flatAccessorial(
  { terms, pointer }: Entry<Extract<AccessorialTerms, { model: 'FLAT' }>>,
  rating: Rating,
): Amount {
  const at = { contract: rating.contract, pointer };
  const amount = clause(at, terms.amount, 'amount', { label: 'flat amount', unit: rating.currency });
  if (!amount) return rateMissing(at, terms.charge);
  if (terms.per !== 'PIECE') return amount;
  const count = countOf(rating.goods, 'PIECE');
  return isProven(count) ? times(count, amount, { label: 'pieces × amount', unit: rating.currency }) : count;
}
