import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { ReasonCode } from '../../../freight/codes.ts';
import { roundTo } from '../../../freight/money.ts';
import type { Decimal } from '../../../freight/money.ts';
import { accessorialCharges } from '../accessorials/accessorial.ts';
import type { Entry } from '../accessorials/occurrence.ts';
import type { Rating } from '../context.ts';
import { withoutTrace } from './mistakes.ts';
import type { Mistake, Mistakes } from './mistakes.ts';

/** A charge as it holds: its entry of the contract, and the stop it is asked about. */
export interface Held<T extends AccessorialTerms = AccessorialTerms> {
  entry: Entry<T>;
  rating: Rating;
  stop: number | null;
  reason: ReasonCode;
  mistakes: Mistakes;
}

/** What the charge would come to under other terms, or facts read otherwise; null where it can not be worked out. */
export function amountUnder(held: Held, terms: AccessorialTerms, under: Rating = held.rating): Decimal | null {
  const charges = accessorialCharges({ ...held.entry, terms }, withoutTrace(under));
  return charges.find((charge) => charge.stop === held.stop)?.amount ?? null;
}

/** A mistake of the charge: what it would come to if the entry said `terms`. */
export function underTerms(held: Held, label: string, terms: AccessorialTerms): Mistake {
  return { reason: held.reason, label, amount: () => amountUnder(held, terms) };
}

/** What is owed of the charge; null while it is not provable. */
export function owedAmount({ mistakes, entry, stop }: Held): Decimal | null {
  return mistakes.expected.find((one) => one.charge === entry.terms.charge && one.stop === stop)?.amount ?? null;
}

/** The owed amount so many times, as a mistake about what is counted. */
export function timesOwed(held: Held, label: string, count: number): Mistake {
  const amount = () => {
    const owed = owedAmount(held);
    return owed === null || owed.isZero() ? null : roundTo(owed.times(count), held.rating.rounding);
  };
  return { reason: held.reason, check: 'A-40', label, amount };
}
