import { fuelBase } from '../fuel/fuel.ts';
import type { Programme } from '../fuel/fuel.ts';
import { governingPrice } from '../fuel/fuel-price.ts';
import { billedBases, otherBases, otherDistances } from './fuel-base-mistakes.ts';
import type { HeldFuel } from './fuel-held.ts';
import { otherPeriods, otherPublications, otherSeries } from './fuel-price-mistakes.ts';
import { otherProgrammes, otherRoundings, otherRows, otherSteps, unbounded } from './fuel-terms-mistakes.ts';
import type { Mistake, Mistakes } from './mistakes.ts';

/** In the order in which a clerk would look for them. */
const searches: readonly ((held: HeldFuel) => Mistake[])[] = [
  billedBases,
  otherPublications,
  otherPeriods,
  otherBases,
  otherDistances,
  unbounded,
  otherSteps,
  otherProgrammes,
  otherSeries,
  otherRows,
  otherRoundings,
];

/**
 * What may have gone wrong with a fuel surcharge, or another that follows an index: another week, publication or series, base, distance, limit, step, row,
 * version or rounding.
 */
export function fuelMistakes(mistakes: Mistakes, governing: Programme): Mistake[] {
  const { rating, expected } = mistakes;
  const { programme } = governing;
  if (programme === null || programme === 'NONE') return [];
  const price = governingPrice(programme, rating);
  if ('needs' in price) return [];
  const { figure: base } = fuelBase(rating, programme, expected);
  const held: HeldFuel = { mistakes, governing, programme, price, base };
  return searches.flatMap((search) => search(held));
}
