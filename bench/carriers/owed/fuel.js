/** Fuel: which price of the index is in force, and what it makes of the other charges or the distance. */
import { addDays, addMonths, weekday } from '../calendar.js';
import {
  ceiling,
  compare,
  exact,
  floor,
  greatest,
  least,
  minus,
  over,
  plus,
  rounded,
  sum,
  times,
  zero,
} from '../exact.js';
import { distanceOf } from './measures.js';
import { agreedBy, datesFor, Missing } from './terms.js';

const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** The first day so named, that day itself included. */
function onTo(date, name) {
  if (!name) return date;
  const fits = name.startsWith('DAY_')
    ? (one) => +one.slice(8) === +name.slice(4)
    : (one) => weekdays[weekday(one) - 1] === name.slice(5);
  let one = date;
  while (!fits(one)) one = addDays(one, 1);
  return one;
}

/** The day from which a publication is in force. */
export function inForceFrom(publishedOn, { addMonths: months, addDays: days, then } = {}) {
  return onTo(addDays(addMonths(publishedOn, months ?? 0), days ?? 0), then);
}

const remembered = new WeakMap();
const inside = (map, key, make) => (map.has(key) ? map.get(key) : map.set(key, make()).get(key));

/** Every price of a programme with the day it came into force, oldest first. */
export function pricesInForce(fuel, values, asOf) {
  const ofFuel = inside(remembered, fuel, () => new WeakMap());
  const ofValues = inside(ofFuel, values, () => new Map());
  const day = fuel.publication === 'LATEST' ? asOf : '';
  return inside(ofValues, day, () => workedOut(fuel, values, asOf));
}

function workedOut(fuel, values, asOf) {
  const periods = grouped(values, ({ period }) => period);
  const weekly = [...periods].flatMap(([period, told]) => {
    const first = told.find(({ revision }) => revision === 0);
    return first ? [{ period, publishedOn: first.publishedOn, value: valueOf(told, fuel.publication, asOf) }] : [];
  });
  const published = fuel.average === 'MONTH' ? monthly(weekly) : weekly;
  return published
    .map((price) => ({ ...price, from: inForceFrom(price.publishedOn, fuel.inForce ?? {}) }))
    .sort((a, b) => (a.from === b.from ? order(a.publishedOn, b.publishedOn) : order(a.from, b.from)));
}

function grouped(list, keyOf) {
  const groups = new Map();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

const order = (a, b) => (a < b ? -1 : Number(a > b));

function valueOf(told, publication, asOf) {
  const known = publication === 'LATEST' ? told.filter(({ publishedOn }) => publishedOn <= asOf) : told;
  const sorted = [...(known.length > 0 ? known : told)].sort((a, b) => a.revision - b.revision);
  return exact((publication === 'LATEST' && known.length > 0 ? sorted.at(-1) : sorted[0]).value);
}

function monthly(weekly) {
  return [...grouped(weekly, ({ period }) => period.slice(0, 7))].map(([month, prices]) => ({
    period: `${month}-01`,
    publishedOn: prices
      .map(({ publishedOn }) => publishedOn)
      .sort(order)
      .at(-1),
    value: over(sum(prices.map(({ value }) => value)), prices.length),
  }));
}

/** The value in force on a date. */
export function priceOn(fuel, values, date) {
  const price = pricesInForce(fuel, values, date).findLast(({ from }) => from <= date);
  if (!price) throw new Missing('INDEX_MISSING');
  return price.value;
}

const steps = (value, step, rounding) => (rounding === 'UP' ? ceiling : floor)(over(value, step));

/** The value a table has for a price. */
export function tableValue({ table, beyond }, price) {
  const index = table.findLastIndex(({ from }) => compare(from, price) <= 0);
  if (index < 0) return zero;
  const row = table[index];
  if (index < table.length - 1 || !beyond) return exact(row.value);
  return plus(row.value, times(steps(minus(price, row.from), beyond.step, beyond.stepRounding), beyond.value));
}

/** The percent or the rate for a distance unit that a price makes. */
export function fuelRate(fuel, price, { mode }) {
  const places = (value, number) => (number === undefined || number === null ? value : rounded(value, number, mode));
  switch (fuel.model) {
    case 'PERCENT_TABLE':
      return places(tableValue(fuel, price), fuel.percentPlaces);
    case 'PER_DISTANCE_TABLE':
      return tableValue(fuel, price);
    case 'PER_DISTANCE_FORMULA':
      return places(greatest(zero, over(minus(price, fuel.peg), fuel.perGallonDistance)), fuel.ratePlaces);
    case 'PERCENT_FORMULA': {
      const above = greatest(zero, minus(price, fuel.peg));
      return places(times(steps(above, fuel.step, fuel.stepRounding), fuel.percentPerStep), fuel.percentPlaces);
    }
    default:
      throw new Error(`no fuel model ${fuel.model}`);
  }
}

/** The charges whose sum a percentage is taken of; none where the distance counts. */
export const fuelBase = (fuel) => (fuel.model.startsWith('PERCENT') ? (fuel.base ?? ['LINEHAUL']) : []);

/**
 * @param {object} fuel the programme
 * @param {object} known facts, evidence, contract, prices
 * @param {(charge: string) => object} baseAmount what is expected of a charge, rounded
 * @returns {object} the charge, not rounded
 */
export function fuelOf(fuel, known, baseAmount) {
  const dates = datesFor(fuel.dateRole ?? known.contract.dateRole, known);
  const values = known.prices(fuel.index);
  const written = agreedBy(dates, (date) => {
    const { n, d } = priceOn(fuel, values, date);
    return `${n}/${d}`;
  });
  const [n, d] = written.split('/').map(BigInt);
  const rate = fuelRate(fuel, { n, d }, known.rounding);
  const quantity = fuelBase(fuel).length > 0 ? sum(fuelBase(fuel).map(baseAmount)) : distanceOf(known, fuel.unit);
  const amount = times(quantity, rate);
  const atLeast = fuel.minimum ? greatest(amount, fuel.minimum) : amount;
  return fuel.maximum ? least(atLeast, fuel.maximum) : atLeast;
}
