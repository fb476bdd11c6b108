import type { ChargeableWeightRate, WeightOrMeasureRate } from '../../../freight/linehaul.ts';
import { decimal, roundTo } from '../../../freight/money.ts';
import { grouped } from '../figure.ts';
import { billedWeights } from './billed-figures.ts';
import { linehaulAmount } from './linehaul-amount.ts';
import type { LinehaulMistake } from './linehaul-amount.ts';
import type { Mistake, Mistakes } from './mistakes.ts';

const noRoom = { volumeDivisor: null, kgPerCbm: null, kgPerLoadingMetre: null, kgPerPallet: null };

/** Figures in use in the trade, which a carrier may have taken for the agreed one. */
const known = {
  volumeDivisor: ['6000', '5000', '4000', '3000'],
  kgPerCbm: ['167', '200', '250', '300', '333', '350'],
  kgPerLoadingMetre: ['1000', '1500', '1650', '1750', '1800', '1850', '2000'],
} as const;

const words = {
  volumeDivisor: 'a volume divisor',
  kgPerCbm: 'kilograms per cubic metre',
  kgPerLoadingMetre: 'kilograms per loading metre',
} as const;

function otherFactors(rate: ChargeableWeightRate): LinehaulMistake[] {
  return (['volumeDivisor', 'kgPerCbm', 'kgPerLoadingMetre'] as const).flatMap((name) => {
    const agreed = rate[name];
    if (!agreed) return [];
    const others = known[name].filter((one) => !decimal(one).equals(decimal(agreed)));
    return others.map((one): LinehaulMistake => [
      'WEIGHT_WRONG',
      `with ${words[name]} of ${one} instead of ${agreed}`,
      { rate: { ...rate, [name]: one } },
    ]);
  });
}

function otherWeights(rate: ChargeableWeightRate): LinehaulMistake[] {
  const found: LinehaulMistake[] = [];
  const measured = rate.volumeDivisor ?? rate.kgPerCbm ?? rate.kgPerLoadingMetre ?? rate.kgPerPallet ?? null;
  if (measured !== null)
    found.push(['WEIGHT_WRONG', 'by gross weight instead of chargeable weight', { rate: { ...rate, ...noRoom } }]);
  if (rate.roundUpTo)
    found.push(['WEIGHT_WRONG', 'with the weight not rounded up', { rate: { ...rate, roundUpTo: null } }]);
  for (const multiple of ['0.5', '1', '10', '100'])
    if (!rate.roundUpTo || !decimal(rate.roundUpTo).equals(decimal(multiple)))
      found.push([
        'WEIGHT_WRONG',
        `with the weight rounded up to ${multiple} ${rate.weightUnit}`,
        { rate: { ...rate, roundUpTo: multiple } },
      ]);
  return found;
}

/** What goes wrong with chargeable weight: the next break not taken, gross weight, other factors, other rounding. */
export function chargeableWeightMistakes(rate: ChargeableWeightRate): LinehaulMistake[] {
  const nextBreak: LinehaulMistake[] = rate.nextBreak
    ? [['DEFICIT_IGNORED', 'without rating as the next break', { rate: { ...rate, nextBreak: false } }, 'R-24']]
    : [];
  return [...nextBreak, ...otherWeights(rate), ...otherFactors(rate)];
}

/** At the weight the bill names, as if it were the chargeable one. */
export function billedAsChargeable({ bills }: Mistakes, rate: ChargeableWeightRate): LinehaulMistake[] {
  return billedWeights(bills).map((certified): LinehaulMistake => [
    'WEIGHT_WRONG',
    `at the billed weight of ${grouped(certified.weight.value)} ${certified.weight.unit}`,
    { rate: { ...rate, ...noRoom, minimumWeight: null, roundUpTo: null }, goods: { certified } },
  ]);
}

/** Straight at the rate of one break, whatever the weight. */
export function otherWeightBreaks(rate: ChargeableWeightRate): LinehaulMistake[] {
  return rate.breaks.map(({ from, rate: perOne }): LinehaulMistake => [
    'LINEHAUL_WRONG',
    `at the rate from ${grouped(from)} ${rate.weightUnit}`,
    { rate: { ...rate, nextBreak: false, breaks: [{ from: '0', rate: perOne }] } },
    'R-24',
  ]);
}

/** By the other measure, by short tons, or by started units. */
export function weightOrMeasureMistakes({ rating }: Mistakes, rate: WeightOrMeasureRate): Mistake[] {
  const units = () =>
    linehaulAmount(rating, { rate: { ...rate, rate: '1', minimum: null, maximum: null }, rounding: exact });
  const times = (held: ReturnType<typeof units>) => held && roundTo(held.times(decimal(rate.rate)), rating.rounding);
  const only = (model: 'weight' | 'volume') => {
    const lines = rating.goods.lines.map((line) =>
      model === 'weight'
        ? { ...line, item: { ...line.item, volume: { value: '0', unit: 'CBM' as const } } }
        : { ...line, weighed: { weight: { value: '0', unit: 'KG' as const }, source: rating.goods.piecesSource } },
    );
    return linehaulAmount(rating, { goods: model === 'weight' ? { lines } : { lines, certified: null } });
  };
  return [
    { reason: 'WEIGHT_WRONG', label: 'by weight instead of measure', amount: () => only('weight') },
    { reason: 'WEIGHT_WRONG', label: 'by measure instead of weight', amount: () => only('volume') },
    {
      reason: 'WEIGHT_WRONG',
      label: 'with started units charged in full',
      amount: () => times(units()?.toDecimalPlaces(0, 0) ?? null),
    },
    {
      reason: 'WEIGHT_WRONG',
      label: 'with started tenths of a unit charged in full',
      amount: () => times(units()?.toDecimalPlaces(1, 0) ?? null),
    },
    {
      reason: 'MINIMUM_WRONG',
      label: 'without the minimum units',
      amount: () => (rate.minimumUnits ? linehaulAmount(rating, { rate: { ...rate, minimumUnits: null } }) : null),
    },
  ];
}

const exact = { mode: 'HALF_UP', places: 20 } as const;
