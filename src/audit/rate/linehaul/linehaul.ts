import type { LinehaulRate } from '../../../freight/contract.ts';
import type { Price } from '../figure.ts';
import { flat } from './flat.ts';
import type { LanePrice } from './lane-price.ts';
import { perDistance } from './per-distance.ts';
import { perUnit } from './per-unit.ts';
import { weightBreaks } from './weight-breaks.ts';

type Raters = {
  [M in LinehaulRate['model']]: {
    check: string;
    price: (rate: Extract<LinehaulRate, { model: M }>, lane: LanePrice) => Price;
  };
};

/** One rater per model, with the check that compares its result. */
const raters: Raters = {
  FLAT: { check: 'R-03', price: flat },
  PER_DISTANCE: { check: 'R-01', price: perDistance },
  PER_UNIT: { check: 'R-03', price: perUnit },
  WEIGHT_BREAKS: { check: 'R-06', price: weightBreaks },
};

/** The check of the catalogue that compares the linehaul of this model. */
export function linehaulCheck(model: LinehaulRate['model']): string {
  return raters[model].check;
}

/** What the lane's linehaul comes to, not yet rounded; or what is wanting. */
export function linehaul(rate: LinehaulRate, lane: LanePrice): Price {
  switch (rate.model) {
    case 'FLAT':
      return raters.FLAT.price(rate, lane);
    case 'PER_DISTANCE':
      return raters.PER_DISTANCE.price(rate, lane);
    case 'PER_UNIT':
      return raters.PER_UNIT.price(rate, lane);
    case 'WEIGHT_BREAKS':
      return raters.WEIGHT_BREAKS.price(rate, lane);
  }
}
