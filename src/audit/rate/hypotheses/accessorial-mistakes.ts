import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { ChargeCode } from '../../../freight/codes.ts';
import { decimal, roundTo } from '../../../freight/money.ts';
import { entriesOf } from '../accessorials/accessorial.ts';
import { isDetention } from '../accessorials/check-of-charge.ts';
import { amountUnder, timesOwed, underTerms } from './accessorial-mistakes-held.ts';
import type { Held } from './accessorial-mistakes-held.ts';
import { dayMistakes } from './accessorial-mistakes-of-days.ts';
import {
  flatMistakes,
  measureMistakes,
  otherStopMistakes,
  percentMistakes,
  receiptMistakes,
  stopOffMistakes,
} from './accessorial-mistakes-of-quantity.ts';
import { timeMistakes } from './accessorial-mistakes-of-time.ts';
import { otherVersions } from './mistakes.ts';
import type { Mistake, Mistakes } from './mistakes.ts';

function modelMistakes(held: Held): Mistake[] {
  const { terms, pointer } = held.entry;
  switch (terms.model) {
    case 'PER_TIME':
      return timeMistakes({ ...held, entry: { terms, pointer } });
    case 'PER_DAY':
      return dayMistakes({ ...held, entry: { terms, pointer } });
    case 'TIERS':
      return stopOffMistakes({ ...held, entry: { terms, pointer } });
    case 'PERCENT':
      return percentMistakes({ ...held, entry: { terms, pointer } });
    case 'PASS_THROUGH':
      return receiptMistakes({ ...held, entry: { terms, pointer } });
    case 'FLAT':
      return flatMistakes({ ...held, entry: { terms, pointer } });
    case 'PER_WEIGHT':
    case 'PER_DISTANCE':
      return measureMistakes({ ...held, entry: { terms, pointer } });
    case 'PERCENT_OF_VALUE':
      return [];
  }
}

function boundMistakes(held: Held): Mistake[] {
  const { terms } = held.entry;
  const { reason, rating } = held;
  const without = (bound: 'minimum' | 'maximum'): AccessorialTerms => ({ ...terms, [bound]: null });
  const at = (bound: 'minimum' | 'maximum', value: string): Mistake => ({
    reason,
    label: `at the ${bound}`,
    amount: () => roundTo(decimal(value), rating.rounding),
  });
  return [
    ...(terms.maximum
      ? [
          { ...underTerms(held, 'without the maximum', without('maximum')), check: 'A-38' },
          at('maximum', terms.maximum),
        ]
      : []),
    ...(terms.minimum
      ? [underTerms(held, 'without the minimum', without('minimum')), at('minimum', terms.minimum)]
      : []),
  ];
}

function versionMistakes({ rating, stop, reason, entry, mistakes }: Held): Mistake[] {
  return otherVersions(rating).flatMap(({ rating: there, label }): Mistake[] => {
    const other = entriesOf(there).find(({ terms }) => terms.charge === entry.terms.charge);
    if (!other) return [];
    const held = { entry: other, rating: there, stop, reason, mistakes };
    return [{ reason, label, amount: () => amountUnder(held, other.terms) }];
  });
}

/**
 * What may have gone wrong with an accessorial, the likeliest first: its own model, its bounds, an old version, another
 * stop's charge with it, and twice what is owed.
 */
export function accessorialMistakes(mistakes: Mistakes, charge: ChargeCode, stop: number | null): Mistake[] {
  const known = mistakes.expected.filter((one) => one.charge !== charge);
  const rating = { ...mistakes.rating, known };
  const entry = entriesOf(rating).find(({ terms }) => terms.charge === charge);
  if (!entry) return [];
  const held: Held = { entry, rating, stop, reason: isDetention(charge) ? 'DETENTION_WRONG' : 'ACC_WRONG', mistakes };
  return [
    ...modelMistakes(held),
    ...boundMistakes(held),
    ...versionMistakes(held),
    ...otherStopMistakes(held),
    timesOwed(held, 'when it is counted twice', 2),
  ];
}
