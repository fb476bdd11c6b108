/** Linehaul by package and zone (parcel), by a rate sheet of weight and distance, by distance, unit, value, or flat. */
import {
  above,
  ceiling,
  compare,
  exact,
  greatest,
  least,
  minus,
  over,
  plus,
  rounded,
  sum,
  times,
} from '../../exact.js';
import { distanceOf, itemsOf, packed, pieces, required, sidesOf, totalWeight, weightIn } from '../measures.js';
import { Missing, specificity } from '../terms.js';

function bounded(amount, { minimum, maximum }) {
  const atLeast = minimum ? greatest(amount, minimum) : exact(amount);
  const atMost = maximum ? least(atLeast, maximum) : atLeast;
  return { amount: atMost, parts: { net: amount, atMinimum: above(atLeast, amount) } };
}

export const flat = (rate) => ({ amount: exact(rate.amount), parts: {} });

/** Distance times rate, or the amount of its band. */
export function byDistance(rate, known) {
  const distance = distanceOf(known, rate.unit);
  const band = rate.bands?.findLast(({ from }) => compare(from, distance) <= 0);
  if (rate.bands && !band) throw new Missing('RATE_MISSING');
  const perUnit = band ? band.rate : rate.rate;
  return bounded(band?.amount ? exact(band.amount) : times(distance, required(perUnit, 'RATE_MISSING')), rate);
}

/** So many pieces, pallets, containers or loads. */
export function byUnit(rate, known) {
  const items = itemsOf(known);
  const counts = { LOAD: () => exact(1), PIECE: () => pieces(items) };
  const count = (counts[rate.unit] ?? (() => packed(items, rate.unit)))();
  const price = rate.equipmentRates?.[known.facts.shipment.equipment] ?? rate.rate;
  return bounded(times(count, required(price, 'RATE_MISSING')), rate);
}

export function byValue(rate, known) {
  const { amount } = required(known.facts.shipment.declaredValue);
  return bounded(times(amount, rate.percent), rate);
}

/** Parcel: each package in its zone, by what it weighs or what its size stands for. */
export function byZone(rate, known) {
  const to = known.facts.shipment.stops.at(-1).location;
  const zones = rate.zones
    .map(({ zone, destination }) => ({ zone, rank: specificity(destination, to, known.contract.zones ?? {}) }))
    .filter(({ rank }) => rank[0] !== null)
    .sort((a, b) => b.rank[0] - a.rank[0] || b.rank[1] - a.rank[1]);
  if (zones.length === 0) throw new Missing('RATE_MISSING');
  const { zone } = zones[0];
  const rows = required(rate.rates[zone], 'RATE_MISSING');
  const packages = itemsOf(known).map((item) => {
    const billable = billableWeight(item, rate);
    const price = priceOf(billable, rows, rate);
    return { billable, amount: times(rate.minimum ? greatest(price, rate.minimum) : price, item.pieces) };
  });
  return { amount: sum(packages.map(({ amount }) => amount)), parts: { zone, packages } };
}

function billableWeight(item, rate) {
  const actual = over(weightIn(required(item.weight), rate.weightUnit), required(item.pieces));
  const step = rate.roundUpTo ?? '1';
  const whole = (weight) => times(ceiling(over(weight, step)), step);
  if (!rate.dimDivisor) return whole(actual);
  const [length, width, height] = sidesOf(item, rate.weightUnit === 'LB' ? 'IN' : 'CM').map((side) =>
    rounded(side, 0, rate.dimRounding),
  );
  return whole(greatest(actual, over(times(times(length, width), height), rate.dimDivisor)));
}

function priceOf(billable, rows, rate) {
  const row = rows.find(({ upTo }) => compare(billable, upTo) <= 0);
  if (row) return exact(row.amount);
  if (!rate.perExtra) throw new Missing('RATE_MISSING');
  const last = rows.at(-1);
  const started = ceiling(over(minus(billable, last.upTo), rate.roundUpTo ?? '1'));
  return plus(last.amount, times(started, rate.perExtra));
}

/** A rate sheet: the cell of a weight and a distance. */
export function byTable(rate, known) {
  const values = {
    WEIGHT: (unit) => totalWeight(itemsOf(known), unit),
    DISTANCE: (unit) => distanceOf(known, unit),
  };
  const bandOf = ({ by, unit, bands }) => bands.findLastIndex((from) => compare(from, values[by](unit)) <= 0);
  const cell = required(rate.cells[bandOf(rate.rows)]?.[bandOf(rate.columns)], 'RATE_MISSING');
  const weighed = [rate.rows, rate.columns].find(({ by }) => by === 'WEIGHT');
  const amount =
    rate.cell === 'RATE_PER' ? times(over(values.WEIGHT(weighed.unit), rate.per ?? '1'), cell) : exact(cell);
  return bounded(times(amount, rate.factor ?? '1'), rate);
}
