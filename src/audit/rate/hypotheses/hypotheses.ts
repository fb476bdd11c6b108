import { linehaulFamily } from '../../../freight/codes.ts';
import type { ChargeCode } from '../../../freight/codes.ts';
import type { DossierBill } from '../../dossier.ts';
import type { ExpectedCharge, Hypothesis } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { programmesOf } from '../fuel/fuel.ts';
import { accessorialMistakes } from './accessorial-mistakes.ts';
import { fuelMistakes } from './fuel-mistakes.ts';
import { linehaulMistakes } from './linehaul-mistakes.ts';
import { withoutTrace } from './mistakes.ts';
import type { Mistake, Mistakes } from './mistakes.ts';

function mistakesIn(charge: ChargeCode, stop: number | null, mistakes: Mistakes): Mistake[] {
  if (linehaulFamily.includes(charge)) return linehaulMistakes(mistakes);
  const surcharge = programmesOf(mistakes.rating).find((one) => one.charge === charge);
  return surcharge ? fuelMistakes(mistakes, surcharge) : accessorialMistakes(mistakes, charge, stop);
}

/**
 * Known mistakes that would give another amount for a charge, cheapest to most far-fetched, each amount once and never the
 * amount that is owed (audit.md, What would make it right). They explain a bill and prove nothing, so they may read its
 * weight, class and distance. Of an agreed price there is nothing to search. With `fits` the search ends at the first one
 * that does.
 */
export function hypothesesFor(
  charge: ChargeCode,
  stop: number | null,
  held: {
    rating: Rating;
    expected: readonly ExpectedCharge[];
    firstBill: DossierBill | null;
    fits?: (found: Hypothesis) => boolean;
  },
): Hypothesis[] {
  const { rating, expected, firstBill, fits } = held;
  const asRated = linehaulFamily.includes(charge) ? 'LINEHAUL' : charge;
  const owed = expected.find((one) => one.charge === asRated && one.stop === stop);
  if (owed?.basis === 'AGREED' || rating.evidence.cancelled) return [];
  const bills = [...new Set([...(firstBill ? [firstBill] : []), ...rating.dossier.bills])];
  const looking = { rating: withoutTrace(rating), expected, bills };
  return distinct(mistakesIn(asRated, stop, looking), owed?.amount?.toFixed(), fits);
}

/** Each amount once, by its first mistake; up to the first that fits. */
function distinct(
  mistakes: readonly Mistake[],
  owed: string | undefined,
  fits: (found: Hypothesis) => boolean = () => false,
): Hypothesis[] {
  const seen = new Set([owed]);
  const found: Hypothesis[] = [];
  for (const { reason, label, check, amount } of mistakes) {
    const value = amount();
    const text = value?.toFixed();
    if (value === null || seen.has(text)) continue;
    seen.add(text);
    const one = { reason, amount: value, label, ...(check === undefined ? {} : { check }) };
    found.push(one);
    if (fits(one)) return found;
  }
  return found;
}
