import type { LinehaulRate } from '../../../freight/linehaul.ts';
import { decimal, roundTo, roundingModes } from '../../../freight/money.ts';
import { grouped } from '../figure.ts';
import { otherCells, otherCounts, otherDistanceBands, otherEquipment } from './band-mistakes.ts';
import { billedDistances, billedWeights } from './billed-figures.ts';
import { classRateMistakes, otherClasses } from './class-rate-mistakes.ts';
import { asMistakes, linehaulAmount } from './linehaul-amount.ts';
import type { LinehaulMistake } from './linehaul-amount.ts';
import {
  billedAsChargeable,
  chargeableWeightMistakes,
  otherWeightBreaks,
  weightOrMeasureMistakes,
} from './measure-mistakes.ts';
import { otherVersions } from './mistakes.ts';
import type { Mistake, Mistakes } from './mistakes.ts';
import { parcelMistakes } from './parcel-mistakes.ts';

function weightMistakes({ bills }: Mistakes): LinehaulMistake[] {
  return billedWeights(bills).map((certified) => [
    'WEIGHT_WRONG',
    `at the billed weight of ${grouped(certified.weight.value)} ${certified.weight.unit}`,
    { goods: { certified } },
  ]);
}

function distanceMistakes({ bills }: Mistakes, rate: LinehaulRate): LinehaulMistake[] {
  const byAnyone = rate.model === 'PER_DISTANCE' ? { rate: { ...rate, distanceSource: null } } : {};
  return billedDistances(bills).map((distance) => [
    'DISTANCE_WRONG',
    `at the billed distance of ${grouped(distance.measure.value)} ${distance.measure.unit}`,
    { ...byAnyone, goods: { distance } },
    'R-02',
  ]);
}

function boundMistakes({ rating }: Mistakes, rate: LinehaulRate): Mistake[] {
  if (rate.model === 'FLAT') return [];
  const minimum = rate.minimum ?? null;
  const ofMinimum: Mistake[] =
    minimum === null
      ? []
      : [
          ...asMistakes(rating, [['MINIMUM_WRONG', 'without the minimum', { rate: { ...rate, minimum: null } }]]),
          {
            reason: 'MINIMUM_WRONG',
            label: 'at the minimum',
            amount: () => roundTo(decimal(minimum), rating.rounding),
          },
        ];
  if (!('maximum' in rate) || !rate.maximum) return ofMinimum;
  return [
    ...ofMinimum,
    ...asMistakes(rating, [['LINEHAUL_WRONG', 'without the maximum', { rate: { ...rate, maximum: null } }]]),
  ];
}

function laneMistakes({ rating }: Mistakes): Mistake[] {
  const { contract, laneIndex } = rating;
  return contract.lanes.slice(0, 100).flatMap((lane, index): Mistake[] => {
    if (index === laneIndex) return [];
    const amount = () => linehaulAmount({ ...rating, lane, laneIndex: index });
    return [{ reason: 'LINEHAUL_WRONG', label: `at lane ${lane.lane}`, amount }];
  });
}

/** To whole units of the currency, or each other way: R-33 says by which rule the bill comes out. */
function roundingMistakes({ rating: { rounding } }: Mistakes): LinehaulMistake[] {
  const modes = roundingModes.filter((mode) => mode !== rounding.mode);
  const words = { HALF_UP: 'half up', HALF_EVEN: 'half to even', UP: 'up', DOWN: 'down' } as const;
  return [
    ...modes.map((mode): LinehaulMistake => [
      'ROUNDING',
      `rounded ${words[mode]}`,
      { rounding: { ...rounding, mode } },
      'R-33',
    ]),
    ...(['HALF_UP', 'UP'] as const).map((mode): LinehaulMistake => [
      'ROUNDING',
      `rounded ${words[mode]} to whole units of the currency`,
      { rounding: { mode, places: 0 } },
      'R-33',
    ]),
  ];
}

/** What goes wrong with the model's own terms, before billed figures are looked at. */
function ownMistakes(mistakes: Mistakes, rate: LinehaulRate): Mistake[] {
  const { rating } = mistakes;
  switch (rate.model) {
    case 'WEIGHT_BREAKS':
      return asMistakes(rating, classRateMistakes(mistakes, rate));
    case 'CHARGEABLE_WEIGHT':
      return asMistakes(rating, chargeableWeightMistakes(rate));
    case 'WEIGHT_OR_MEASURE':
      return weightOrMeasureMistakes(mistakes, rate);
    case 'ZONE_TABLE':
      return asMistakes(rating, parcelMistakes(mistakes, rate));
    case 'PER_UNIT':
      return [...asMistakes(rating, otherEquipment(mistakes, rate)), ...otherCounts(mistakes, rate)];
    case 'FLAT':
    case 'PER_DISTANCE':
    case 'TABLE':
    case 'PERCENT_OF_VALUE':
      return [];
  }
}

/** Read in another row, class or band of the same clause: the widest search, so the last. */
function otherRows(mistakes: Mistakes, rate: LinehaulRate): LinehaulMistake[] {
  switch (rate.model) {
    case 'WEIGHT_BREAKS':
      return otherClasses(mistakes, rate);
    case 'CHARGEABLE_WEIGHT':
      return [...billedAsChargeable(mistakes, rate), ...otherWeightBreaks(rate)];
    case 'PER_DISTANCE':
      return otherDistanceBands(rate);
    case 'TABLE':
      return otherCells(rate);
    case 'FLAT':
    case 'PER_UNIT':
    case 'WEIGHT_OR_MEASURE':
    case 'ZONE_TABLE':
    case 'PERCENT_OF_VALUE':
      return [];
  }
}

/**
 * What may have gone wrong with a linehaul, the likeliest and cheapest first (audit.md, What would make it right). Another
 * version comes before single terms: one that differs in a single figure is what happened, and the figure only how.
 */
export function linehaulMistakes(mistakes: Mistakes): Mistake[] {
  const { rating } = mistakes;
  const rate = rating.lane.linehaul;
  const versions = otherVersions(rating).map(({ rating: there, label }): Mistake => ({
    reason: 'RATE_EXPIRED',
    label,
    amount: () => linehaulAmount(there),
  }));
  return [
    ...versions,
    ...ownMistakes(mistakes, rate),
    ...boundMistakes(mistakes, rate),
    ...asMistakes(rating, [...weightMistakes(mistakes), ...distanceMistakes(mistakes, rate)]),
    ...asMistakes(rating, otherRows(mistakes, rate)),
    ...laneMistakes(mistakes),
    ...asMistakes(rating, roundingMistakes(mistakes)),
  ];
}
