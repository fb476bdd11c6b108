/** What the oddities have in common. */
import { entryOf } from '../loads/due.js';
import { linehaulModel } from '../mistakes/kit.js';

/**
 * @typedef {object} Oddity
 * @property {string} name as the table prints it
 * @property {(profile: object) => boolean} fits whether this carrier can tell it
 * @property {(chance: object, profile: object) => object} [wish] what must be so
 * @property {(load: object, bill: object, chance: object) => boolean} [make] how the bill is written then; false when it cannot
 */

export const everybody = () => true;
export const byClass = (profile) => linehaulModel(profile) === 'WEIGHT_BREAKS';
export const has = (charge) => (profile) => Boolean(entryOf(profile, charge));
export const waits = has('DETENTION_DELIVERY');
export const is =
  (...carriers) =>
  (profile) =>
    carriers.includes(profile.carrier);
export const creditsLateness = (profile) => Boolean(profile.contracts[0]?.lateDelivery);
export const buysFuel = (profile) => Boolean(profile.contracts[0]?.fuel);

/** One item of part load: a class, and a weight or how to draw it. */
export const goods = (freightClass, weight) => () => ({
  goods: (chance) => [
    {
      ...{ item: 1, description: 'Valves', pieces: 2, packaging: 'PALLET', hazardous: false, freightClass },
      weight: { value: String(typeof weight === 'function' ? weight(chance) : weight), unit: 'LB' },
      dimensions: { length: '48', width: '40', height: '44', unit: 'IN' },
    },
  ],
});
