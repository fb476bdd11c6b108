import type { PerDistanceRate } from '../../../freight/contract.ts';
import { bounded, grouped, isProven, ofBand, times } from '../figure.ts';
import type { Figure, Price } from '../figure.ts';
import { distanceOf } from '../weight.ts';
import { bandHolding, boundsOf, clause, rateMissing } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';

function bandPrice(rate: PerDistanceRate, price: LanePrice, distance: Figure): Price {
  const bands = rate.bands ?? [];
  const { unit } = rate;
  const held = bandHolding(
    bands.map(({ from }) => from),
    distance.value,
  );
  const band = held ? bands[held.at] : undefined;
  const what = `${grouped(distance.value)} ${unit}`;
  if (!held || !band) return rateMissing(price, what);
  const from = (index: number) =>
    clause(price, bands[index]?.from, `bands/${index}/from`, { label: 'band from', unit }) ?? distance;
  const next = held.next === null ? null : from(held.next);
  const step = { label: `band from ${grouped(band.from)} ${unit}`, unit: price.currency };
  const amount = clause(price, band.amount, `bands/${held.at}/amount`, {
    label: 'amount of the band',
    unit: step.unit,
  });
  if (amount) return ofBand(distance, { from: from(held.at), value: amount, next }, step);
  const perUnit = `${price.currency}/${unit}`;
  const value = clause(price, band.rate, `bands/${held.at}/rate`, { label: 'rate of the band', unit: perUnit });
  if (!value) return rateMissing(price, what);
  const chosen = ofBand(distance, { from: from(held.at), value, next }, { ...step, unit: perUnit });
  return times(distance, chosen, { label: 'distance × rate', unit: price.currency });
}

/**
 * PER_DISTANCE: distance × rate, or the rate or amount of the band that holds the distance; then `minimum`, then
 * `maximum` (rating.md, Linehaul models). Distance below the first band or a band without a rate: RATE_MISSING.
 */
export function perDistance(rate: PerDistanceRate, price: LanePrice): Price {
  const distance = distanceOf(price.goods, rate.unit);
  if (!isProven(distance)) return distance;
  const result = (rate.bands?.length ?? 0) > 0 ? bandPrice(rate, price, distance) : rated(rate, price, distance);
  return isProven(result) ? bounded(result, boundsOf(price, rate)) : result;
}

function rated(rate: PerDistanceRate, price: LanePrice, distance: Figure): Price {
  const perUnit = clause(price, rate.rate, 'rate', { label: 'rate', unit: `${price.currency}/${rate.unit}` });
  if (!perUnit) return rateMissing(price, `distance in ${rate.unit}`);
  return times(distance, perUnit, { label: 'distance × rate', unit: price.currency });
}
