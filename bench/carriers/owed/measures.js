/** Weights, sizes and distances of a shipment in the unit a contract asks for; every conversion is exact. */
import { exact, greatest, over, sum, times } from '../exact.js';
import { Missing } from './terms.js';

const kilograms = { LB: '0.45359237', KG: '1' };
const kilometres = { MI: '1.609344', KM: '1' };
const centimetres = { IN: '2.54', CM: '1' };
const cubicMetres = { CFT: '0.028316846592', CBM: '1' };

const convert =
  (table) =>
  ({ value, unit }, to) =>
    unit === to ? exact(value) : over(times(value, table[unit]), table[to]);

export const weightIn = convert(kilograms);
const distanceIn = convert(kilometres);
const lengthIn = convert(centimetres);
const volumeIn = convert(cubicMetres);

const required = (value, what = 'FACT_MISSING') => {
  if (value === undefined || value === null) throw new Missing(what);
  return value;
};

/** The shipment's items, with what a certificate or an inspection changed. */
export function itemsOf({ facts, evidence }) {
  const items = required(facts.shipment.items);
  return reclassed(reweighed(items, facts, evidence), facts, evidence);
}

const newest = (documents, type, field) =>
  documents
    .filter((document) => document.type === type && document.data?.[field])
    .sort((a, b) => Date.parse(b.issuedAt ?? 0) - Date.parse(a.issuedAt ?? 0))[0];

function reweighed(items, { documents }, evidence) {
  const certificate = newest(documents, 'WEIGHT_CERTIFICATE', 'weight');
  if (!certificate || evidence.happened('REWEIGHED').length === 0) return items;
  const { weight, item: named } = certificate.data;
  if (named) return items.map((item) => (item.item === named ? { ...item, weight } : item));
  const total = totalWeight(items, weight.unit);
  return items.map((item) => ({
    ...item,
    weight: { value: over(times(weight.value, weightIn(item.weight, weight.unit)), total), unit: weight.unit },
  }));
}

function reclassed(items, { documents }, evidence) {
  const report = newest(documents, 'INSPECTION_REPORT', 'freightClass');
  if (!report || evidence.happened('RECLASSIFIED').length === 0) return items;
  const { freightClass, item: named } = report.data;
  return items.map((item) => (named && item.item !== named ? item : { ...item, freightClass }));
}

export const totalWeight = (items, unit) => sum(items.map(({ weight }) => weightIn(required(weight), unit)));
export const pieces = (items) => sum(items.map(({ pieces: count }) => exact(required(count))));
export const packed = (items, packaging) => pieces(items.filter((item) => item.packaging === packaging));

export function distanceOf({ facts }, unit) {
  return distanceIn(required(facts.shipment.distance), unit);
}

/** The sides of one piece. */
export function sidesOf(item, unit) {
  const { length, width, height, unit: given } = required(item.dimensions);
  return [length, width, height].map((value) => lengthIn({ value, unit: given }, unit));
}

/** Cubic metres of all items: as told, else from the sides of their pieces. */
export function volumeOf(items) {
  return sum(
    items.map((item) => {
      if (item.volume) return volumeIn(item.volume, 'CBM');
      const [length, width, height] = sidesOf(item, 'CM');
      return over(times(times(times(length, width), height), required(item.pieces)), 1_000_000);
    }),
  );
}

export const loadingMetres = (items) => sum(items.map((item) => exact(required(item.loadingMetres))));

/** The longest side of any piece, in inches; absent when no sides were given. */
export function longestInches(items) {
  const sides = items.filter(({ dimensions }) => dimensions).flatMap((item) => sidesOf(item, 'IN'));
  return sides.length > 0 ? greatest(...sides) : null;
}

export { required };
