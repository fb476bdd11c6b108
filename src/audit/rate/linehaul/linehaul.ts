import type { Mode } from '../../../freight/codes.ts';
import type { LinehaulRate } from '../../../freight/linehaul.ts';
import type { Price } from '../figure.ts';
import { chargeableWeight } from './chargeable-weight.ts';
import { flat } from './flat.ts';
import type { LanePrice } from './lane-price.ts';
import { perDistance } from './per-distance.ts';
import { perUnit } from './per-unit.ts';
import { percentOfValue } from './percent-of-value.ts';
import { table } from './table.ts';
import { weightBreaks } from './weight-breaks.ts';
import { weightOrMeasure } from './weight-or-measure.ts';
import { zoneTable } from './zone-table.ts';

type Rate<M extends LinehaulRate['model']> = Extract<LinehaulRate, { model: M }>;
type Raters = { [M in LinehaulRate['model']]: (rate: Rate<M>, lane: LanePrice) => Price };

/** One rater per model. */
const raters: Raters = {
  FLAT: flat,
  PER_DISTANCE: perDistance,
  PER_UNIT: perUnit,
  WEIGHT_BREAKS: weightBreaks,
  CHARGEABLE_WEIGHT: chargeableWeight,
  WEIGHT_OR_MEASURE: weightOrMeasure,
  ZONE_TABLE: zoneTable,
  TABLE: table,
  PERCENT_OF_VALUE: percentOfValue,
};

/** Where the trade asks by model alone. */
const checks: Record<LinehaulRate['model'], string> = {
  FLAT: 'R-03',
  PER_DISTANCE: 'R-01',
  PER_UNIT: 'R-03',
  WEIGHT_BREAKS: 'R-06',
  CHARGEABLE_WEIGHT: 'R-23',
  WEIGHT_OR_MEASURE: 'R-22',
  ZONE_TABLE: 'R-16',
  TABLE: 'R-04',
  PERCENT_OF_VALUE: 'R-03',
};

/**
 * The check of the catalogue that compares a linehaul: that of its model, but distance bands are R-04, a price per
 * container of an ocean shipment is R-20, and chargeable weight on European roads is R-27.
 */
export function linehaulCheck(rate: LinehaulRate, mode: Mode): string {
  if (rate.model === 'PER_DISTANCE' && rate.bands?.length) return 'R-04';
  if (mode === 'OCEAN_FCL' && (rate.model === 'FLAT' || rate.model === 'PER_UNIT')) return 'R-20';
  return mode === 'ROAD_EU' && rate.model === 'CHARGEABLE_WEIGHT' ? 'R-27' : checks[rate.model];
}

/** What the lane's linehaul comes to, not yet rounded; or what is wanting. */
export function linehaul(rate: LinehaulRate, lane: LanePrice): Price {
  const rater = raters[rate.model] as (rate: LinehaulRate, lane: LanePrice) => Price;
  return rater(rate, lane);
}
