import type { PerDistanceRate } from '../../../freight/linehaul.ts';
import { askedBy, bounded, grouped, isProven, times } from '../figure.ts';
import type { Figure, Price } from '../figure.ts';
import { orderLacks } from '../goods.ts';
import type { Goods } from '../goods.ts';
import { distanceOf } from '../weight.ts';
import { bandHolding, boundsOf, clause, inBand, rateMissing } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';

const plain = (name: string) => name.trim().toUpperCase().replace(/\s+/g, ' ');

/** The distance, where the contract names whose counts only by that; another one is no proof of it (R-02). */
function agreedDistance({ unit, distanceSource }: PerDistanceRate, goods: Goods): Price {
  const by = goods.distance?.measure.source ?? null;
  if (!distanceSource || !goods.distance || (by !== null && plain(by) === plain(distanceSource)))
    return distanceOf(goods, unit);
  const fact = `distance by ${distanceSource}, the order's is ${by === null ? 'by nobody named' : `by ${by}`}`;
  return askedBy('R-02', { needs: [orderLacks(fact)] });
}

function bandPrice(rate: PerDistanceRate, price: LanePrice, distance: Figure): Price {
  const bands = rate.bands ?? [];
  const { unit } = rate;
  const froms = bands.map(({ from }) => from);
  const held = bandHolding(froms, distance.value);
  const band = held ? bands[held.at] : undefined;
  const what = `${grouped(distance.value)} ${unit}`;
  if (!held || !band) return rateMissing(price, what);
  const step = { label: `band from ${grouped(band.from)} ${unit}`, unit: price.currency };
  const of = { froms, path: (index: number) => `bands/${index}/from` };
  const amount = clause(price, band.amount, `bands/${held.at}/amount`, {
    label: 'amount of the band',
    unit: step.unit,
  });
  if (amount) return inBand(price, distance, { of, held, value: amount }, step);
  const perUnit = `${price.currency}/${unit}`;
  const value = clause(price, band.rate, `bands/${held.at}/rate`, { label: 'rate of the band', unit: perUnit });
  if (!value) return rateMissing(price, what);
  const chosen = inBand(price, distance, { of, held, value }, { ...step, unit: perUnit });
  return times(distance, chosen, { label: 'distance × rate', unit: price.currency });
}

/**
 * PER_DISTANCE: distance × rate, or the rate or amount of the band that holds the distance; then `minimum`, then
 * `maximum` (rating.md, Linehaul models). Distance below the first band or a band without a rate: RATE_MISSING. Where
 * the contract names whose distance counts, another one does not: FACT_MISSING.
 */
export function perDistance(rate: PerDistanceRate, price: LanePrice): Price {
  const distance = agreedDistance(rate, price.goods);
  if (!isProven(distance)) return distance;
  const result = (rate.bands?.length ?? 0) > 0 ? bandPrice(rate, price, distance) : rated(rate, price, distance);
  return isProven(result) ? bounded(result, boundsOf(price, rate)) : result;
}

function rated(rate: PerDistanceRate, price: LanePrice, distance: Figure): Price {
  const perUnit = clause(price, rate.rate, 'rate', { label: 'rate', unit: `${price.currency}/${rate.unit}` });
  if (!perUnit) return rateMissing(price, `distance in ${rate.unit}`);
  return times(distance, perUnit, { label: 'distance × rate', unit: price.currency });
}
