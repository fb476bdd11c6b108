import type { WeightOrMeasureRate } from '../../../freight/linehaul.ts';
import { bounded, dividedBy, greatestOf, isProven, leaf, needsOf, times } from '../figure.ts';
import type { Price } from '../figure.ts';
import { ruleSource } from '../sources.ts';
import { volumeOf } from '../volume.ts';
import { weightOf } from '../weight.ts';
import { boundsOf, clause, rateMissing } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';

/**
 * WEIGHT_OR_MEASURE, LCL: tonnes or cubic metres, whichever is more, at least `minimumUnits`, × rate; then `minimum`,
 * `maximum` (rating.md). Both are needed: without the volume nobody knows which is more.
 */
export function weightOrMeasure(rate: WeightOrMeasureRate, price: LanePrice): Price {
  const { goods, currency } = price;
  const weight = weightOf(goods, goods.lines, 'KG');
  const volume = volumeOf(goods, goods.lines, 'CBM');
  const needs = needsOf([weight, volume]);
  if (needs || !isProven(weight) || !isProven(volume)) return { needs: needs ?? [] };
  const tonne = leaf('1000', { label: 'kilograms in a tonne', unit: 'KG/T' }, ruleSource('exact-conversions', '/KG/T'));
  const tonnes = dividedBy(weight, tonne, { label: 'tonnes', unit: 'W/M' });
  const perUnit = clause(price, rate.rate, 'rate', { label: 'rate per W/M', unit: `${currency}/W/M` });
  if (!perUnit) return rateMissing(price, 'W/M');
  const least = clause(price, rate.minimumUnits, 'minimumUnits', { label: 'minimum units', unit: 'W/M' });
  const step = { label: 'tonnes or cubic metres, whichever is more', unit: 'W/M' };
  const units = greatestOf(least ? [tonnes, volume, least] : [tonnes, volume], step);
  return bounded(times(units, perUnit, { label: 'W/M × rate', unit: currency }), boundsOf(price, rate));
}
