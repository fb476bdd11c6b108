import { governingPrice } from '../fuel/fuel-price.ts';
import { publications, revisedBy } from '../fuel/in-force.ts';
import type { Publication } from '../fuel/in-force.ts';
import { fuelMistake } from './fuel-held.ts';
import type { HeldFuel } from './fuel-held.ts';
import type { Mistake } from './mistakes.ts';

const periodOf = ({ values }: Publication) => values[0]?.period ?? '';
const valuesOf = ({ values }: Publication) => values.map(({ value }) => value).join(' ');

/** How many weeks (or months) before and after the right one are tried. */
const nearby = 8;

/** The price of another period, nearest first. */
export function otherPeriods(held: HeldFuel): Mistake[] {
  const { mistakes, programme, price } = held;
  const all = publications(programme, mistakes.rating.dossier.indexes);
  const own = all.findIndex((one) => periodOf(one) === periodOf(price));
  const near = all
    .map((one, index) => ({ one, away: Math.abs(index - own) }))
    .filter(({ away }) => away > 0 && away <= nearby);
  return near
    .sort((a, b) => a.away - b.away)
    .map(({ one }) => {
      const label = `with ${programme.index} of ${periodOf(one)} instead of ${periodOf(price)}`;
      return fuelMistake(held, 'F-02', label, { price: one });
    });
}

/** The right period, as revised where the first publication governs, or as first published where the latest does. */
export function otherPublications(held: HeldFuel): Mistake[] {
  const { mistakes, programme, price } = held;
  const { indexes } = mistakes.rating.dossier;
  const first = publications(programme, indexes).find((one) => periodOf(one) === periodOf(price));
  if (!first) return [];
  const isFirst = programme.publication !== 'LATEST';
  const other = isFirst ? revisedBy(first, indexes, '9999-12-31') : first;
  if (valuesOf(other) === valuesOf(price)) return [];
  const words = isFirst
    ? `with ${programme.index} of ${periodOf(price)} as revised instead of as first published`
    : `with ${programme.index} of ${periodOf(price)} as first published instead of as revised`;
  return [fuelMistake(held, 'F-09', words, { price: other })];
}

/** The price that another series has in force on the day, where a contract of the carrier follows it. */
export function otherSeries(held: HeldFuel): Mistake[] {
  const { mistakes, programme } = held;
  const { rating } = mistakes;
  const names = new Set(rating.dossier.indexes.map(({ series }) => series));
  names.delete(programme.index);
  return [...names].sort().flatMap((index): Mistake[] => {
    const price = governingPrice({ ...programme, index }, rating);
    if ('needs' in price) return [];
    return [fuelMistake(held, 'F-01', `with ${index} instead of ${programme.index}`, { price })];
  });
}
