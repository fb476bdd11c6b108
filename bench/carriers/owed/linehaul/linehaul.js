/** The linehaul of a shipment by its lane's price model, not yet rounded. */
import { byDistance, byTable, byUnit, byValue, byZone, flat } from './by-size.js';
import { byChargeableWeight, byWeightBreaks, byWeightOrMeasure } from './by-weight.js';

const models = {
  FLAT: flat,
  PER_DISTANCE: byDistance,
  PER_UNIT: byUnit,
  WEIGHT_BREAKS: byWeightBreaks,
  CHARGEABLE_WEIGHT: byChargeableWeight,
  WEIGHT_OR_MEASURE: byWeightOrMeasure,
  ZONE_TABLE: byZone,
  TABLE: byTable,
  PERCENT_OF_VALUE: byValue,
};

/**
 * @param {object} rate of the lane
 * @param {object} known facts, evidence and the contract
 * @param {{ mode: string, places: number }} rounding of the contract
 * @returns {{ amount: object, parts: object }} parts: the figures on the way, for carriers that get one of them wrong
 */
export const linehaulOf = (rate, known, rounding) => models[rate.model](rate, known, rounding);
