import type { FuelProgramme } from '../../../freight/fuel.ts';
import { roundingModes } from '../../../freight/money.ts';
import type { RoundingMode } from '../../../freight/money.ts';
import { checkOf, programmesOf } from '../fuel/fuel.ts';
import { governingPrice, priceFigure } from '../fuel/fuel-price.ts';
import { bandHolding } from '../linehaul/lane-price.ts';
import { fuelMistake, fuelWith, wrongReason } from './fuel-held.ts';
import type { HeldFuel } from './fuel-held.ts';
import { otherVersions } from './mistakes.ts';
import type { Mistake } from './mistakes.ts';

/** As the contract was before or is later. */
export function otherProgrammes(held: HeldFuel): Mistake[] {
  return otherVersions(held.mistakes.rating).flatMap(({ rating, label }): Mistake[] => {
    const governing = programmesOf(rating).find(({ charge }) => charge === held.governing.charge);
    const programme = governing?.programme ?? null;
    if (!governing || programme === null || programme === 'NONE') return [];
    const amount = () => {
      const price = governingPrice(programme, rating);
      return 'needs' in price ? null : fuelWith(held, { governing, programme, price, rating });
    };
    return [{ reason: wrongReason(held), label, amount }];
  });
}

/** The most or the least that the programme allows was not heeded (F-07). */
export function unbounded(held: HeldFuel): Mistake[] {
  const { programme } = held;
  const without = (label: string, bounds: Partial<FuelProgramme>) =>
    fuelMistake(held, 'F-07', label, { programme: { ...programme, ...bounds } as FuelProgramme });
  return [
    ...(programme.maximum ? [without(`without the maximum of ${programme.maximum}`, { maximum: null })] : []),
    ...(programme.minimum ? [without(`without the minimum of ${programme.minimum}`, { minimum: null })] : []),
  ];
}

type Table = Extract<FuelProgramme, { table: unknown }>;

/** How many rows on either side of the right one are tried. */
const nearbyRows = 6;

/** Another row of the table, nearest first (F-03). */
export function otherRows(held: HeldFuel): Mistake[] {
  const { programme, price } = held;
  if (!('table' in programme)) return [];
  const froms = programme.table.map(({ from }) => from);
  const own = bandHolding(froms, priceFigure(programme, price).value)?.at ?? -1;
  return programme.table
    .map((row, index) => ({ row, away: Math.abs(index - own), side: index > own ? 'above' : 'below' }))
    .filter(({ away }) => away > 0 && away <= nearbyRows)
    .sort((a, b) => a.away - b.away)
    .map(({ row, away, side }) => {
      const where = away === 1 ? `the row ${side}, from ${row.from}` : `the row from ${row.from}`;
      return fuelMistake(held, 'F-03', `with ${where}`, { programme: ofRow(programme, row) });
    });
}

const ofRow = (programme: Table, { value }: Table['table'][number]): Table => ({
  ...programme,
  table: [{ from: '0', value }],
  beyond: null,
});

/** Steps beyond the table, or above the peg, counted the other way or not at all. */
export function otherSteps(held: HeldFuel): Mistake[] {
  const { programme } = held;
  const up = 'with each started step counted in full';
  const down = 'with whole steps only';
  if (programme.model === 'PERCENT_FORMULA') {
    const isUp = programme.stepRounding === 'UP';
    const other: FuelProgramme = { ...programme, stepRounding: isUp ? 'DOWN' : 'UP' };
    return [fuelMistake(held, 'F-04', isUp ? down : up, { programme: other })];
  }
  if (!('table' in programme) || !programme.beyond) return [];
  const isUp = programme.beyond.stepRounding === 'UP';
  const other: Table = { ...programme, beyond: { ...programme.beyond, stepRounding: isUp ? 'DOWN' : 'UP' } };
  return [
    fuelMistake(held, 'F-03', `${isUp ? down : up} beyond the table`, { programme: other }),
    fuelMistake(held, 'F-03', 'at the last row, with nothing for the steps beyond it', {
      programme: { ...programme, beyond: null },
    }),
  ];
}

const modeWords: Record<RoundingMode, string> = {
  HALF_UP: 'rounded half up',
  HALF_EVEN: 'rounded half to even',
  UP: 'rounded up',
  DOWN: 'rounded down',
};

const placesWords = (what: string, places: number | null) =>
  places === null ? `with the ${what} not rounded` : `with the ${what} rounded to ${places} places`;

/** The rate or the percent rounded to other places, or not at all, and the amount rounded another way. */
export function otherRoundings(held: HeldFuel): Mistake[] {
  const { programme, mistakes } = held;
  const { rating } = mistakes;
  const own = checkOf(programme);
  const modes = roundingModes
    .filter((mode) => mode !== rating.rounding.mode)
    .map((mode) =>
      fuelMistake(held, own, modeWords[mode], { rating: { ...rating, rounding: { ...rating.rounding, mode } } }),
    );
  return [...otherPlaces(held, own), ...modes];
}

function otherPlaces(held: HeldFuel, check: string): Mistake[] {
  const { programme } = held;
  if (programme.model === 'PER_DISTANCE_FORMULA')
    return [null, 2, 3, 4]
      .filter((places) => places !== (programme.ratePlaces ?? null))
      .map((ratePlaces) =>
        fuelMistake(held, check, placesWords('rate', ratePlaces), { programme: { ...programme, ratePlaces } }),
      );
  if (!('base' in programme)) return [];
  return [null, 2, 3]
    .filter((places) => places !== (programme.percentPlaces ?? null))
    .map((percentPlaces) =>
      fuelMistake(held, check, placesWords('percent', percentPlaces), { programme: { ...programme, percentPlaces } }),
    );
}
