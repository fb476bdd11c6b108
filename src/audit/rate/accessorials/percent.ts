import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { ExpectedCharge } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { times } from '../figure.ts';
import { provableBase } from '../fuel/fuel.ts';
import { clause, rateMissing } from '../linehaul/lane-price.ts';
import type { Amount, Entry } from './occurrence.ts';

type PercentTerms = Extract<AccessorialTerms, { model: 'PERCENT' }>;

/**
 * PERCENT: a fraction of expected charges, each taken rounded, as far as they are provable (rating.md). What it leaves out
 * stands in the way only if it is billed.
 */
export function percentOfCharges({ terms, pointer }: Entry<PercentTerms>, rating: Rating): Amount {
  const at = { contract: rating.contract, pointer };
  const percent = clause(at, terms.percent, 'percent', { label: 'percent', unit: 'fraction' });
  if (!percent) return rateMissing(at, terms.charge);
  const { figure } = provableBase(rating, terms.of, rating.known);
  return times(figure, percent, { label: 'base × percent', unit: rating.currency });
}

/** The charge, with the charges of its base that are not provable; only a percentage leaves any out. */
export function withLeftOut({ terms }: Entry, rating: Rating, charge: ExpectedCharge): ExpectedCharge {
  if (terms.model !== 'PERCENT' || charge.amount === null) return charge;
  const { leavesOut } = provableBase(rating, terms.of, rating.known);
  return leavesOut.length === 0 ? charge : { ...charge, leavesOut };
}
