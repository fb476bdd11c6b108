import type { ZoneTableRate } from '../../../freight/linehaul.ts';
import { decimal } from '../../../freight/money.ts';
import { grouped } from '../figure.ts';
import { billedWeights } from './billed-figures.ts';
import type { LinehaulMistake } from './linehaul-amount.ts';
import type { Mistakes } from './mistakes.ts';

/** Divisors in use, which a carrier may have taken for the agreed one. */
const knownDivisors = { LB: ['139', '166', '194'], KG: ['5000', '6000', '4000'] } as const;

const roundingWords = { UP: 'rounded up', HALF_UP: 'rounded half up' } as const;

function otherSides(rate: ZoneTableRate): LinehaulMistake[] {
  if (!rate.dimDivisor) return [];
  const ways = ([null, 'UP', 'HALF_UP'] as const).filter((way) => way !== (rate.dimRounding ?? null));
  const divisors = knownDivisors[rate.weightUnit].filter((one) => one !== rate.dimDivisor);
  return [
    ...ways.map((way): LinehaulMistake => [
      'WEIGHT_WRONG',
      `with the sides ${way === null ? 'not rounded' : roundingWords[way]}`,
      { rate: { ...rate, dimRounding: way } },
      'R-17',
    ]),
    ...divisors.map((dimDivisor): LinehaulMistake => [
      'WEIGHT_WRONG',
      `with a divisor of ${dimDivisor} instead of ${rate.dimDivisor ?? ''}`,
      { rate: { ...rate, dimDivisor } },
      'R-17',
    ]),
    ['WEIGHT_WRONG', 'by actual weight alone', { rate: { ...rate, dimDivisor: null } }, 'R-17'],
  ];
}

/** Everything in one zone, whichever it is. */
function otherZones(rate: ZoneTableRate): LinehaulMistake[] {
  return Object.keys(rate.rates)
    .slice(0, 50)
    .map((zone): LinehaulMistake => [
      'LINEHAUL_WRONG',
      `at zone ${zone}`,
      { rate: { ...rate, zones: [{ zone, destination: {} }] } },
    ]);
}

function otherRules(rate: ZoneTableRate): LinehaulMistake[] {
  const found: LinehaulMistake[] = [];
  if (rate.hundredweight)
    found.push([
      'LINEHAUL_WRONG',
      'package by package instead of all together',
      { rate: { ...rate, hundredweight: null } },
      'R-18',
    ]);
  if (rate.roundUpTo && !decimal(rate.roundUpTo).equals(1))
    found.push(['WEIGHT_WRONG', 'with weights rounded up to 1', { rate: { ...rate, roundUpTo: '1' } }]);
  return found;
}

/** What goes wrong with parcels: sides, divisor, zone, packages one by one, billed weight. */
export function parcelMistakes({ bills }: Mistakes, rate: ZoneTableRate): LinehaulMistake[] {
  const weights = billedWeights(bills).map((certified): LinehaulMistake => [
    'WEIGHT_WRONG',
    `at the billed weight of ${grouped(certified.weight.value)} ${certified.weight.unit}`,
    { rate: { ...rate, dimDivisor: null }, goods: { certified } },
  ]);
  return [...otherRules(rate), ...otherSides(rate), ...otherZones(rate), ...weights];
}
