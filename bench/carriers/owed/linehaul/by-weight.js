/** Linehaul by weight: class rates with breaks (LTL), chargeable weight (air, European road), weight or measure. */
import {
  above,
  below,
  ceiling,
  compare,
  equal,
  exact,
  greatest,
  least,
  minus,
  over,
  plus,
  rounded,
  sum,
  times,
  zero,
} from '../../exact.js';
import { itemsOf, loadingMetres, packed, required, sidesOf, totalWeight, volumeOf, weightIn } from '../measures.js';
import { Missing } from '../terms.js';

const extension = (value, rate, mode) =>
  rate.extensionPlaces === undefined || rate.extensionPlaces === null
    ? value
    : rounded(value, rate.extensionPlaces, mode);

/** What each rated class weighs. */
function classWeights(items, rate) {
  const weights = new Map();
  for (const item of items) {
    const own = required(item.freightClass);
    const range = (rate.fak ?? []).find(
      ({ fromClass, toClass }) => compare(fromClass, own) <= 0 && compare(own, toClass) <= 0,
    );
    const rated = range?.ratedAs ?? own;
    weights.set(rated, plus(weights.get(rated) ?? zero, weightIn(required(item.weight), rate.weightUnit)));
  }
  if (rate.weightPlaces !== undefined && rate.weightPlaces !== null)
    for (const [rated, weight] of weights) weights.set(rated, rounded(weight, rate.weightPlaces, 'UP'));
  return weights;
}

const rateAt = (row, rated) => required(row.rates[rated], 'RATE_MISSING');

/** LTL: the least of the weight at its own break and of a higher break's weight at that break's rates. */
export function byWeightBreaks(rate, known, { mode }) {
  const weights = classWeights(itemsOf(known), rate);
  const total = sum([...weights.values()]);
  const own = rate.breaks.findLastIndex(({ from }) => compare(from, total) <= 0);
  if (own < 0) throw new Missing('RATE_MISSING');
  const hundredweights = (weight) => over(weight, rate.per);
  const ratedAt = (row, deficit) => {
    const classes = [...weights].map(([rated, weight]) =>
      extension(times(hundredweights(weight), rateAt(row, rated)), rate, mode),
    );
    const lowest = least(...[...weights.keys()].map((rated) => rateAt(row, rated)));
    const short = extension(times(hundredweights(deficit), lowest), rate, mode);
    return { gross: plus(sum(classes), short), deficitCharge: short, from: row.from };
  };
  const considered = [ratedAt(rate.breaks[own], zero)];
  if (rate.deficit) for (const row of rate.breaks.slice(own + 1)) considered.push(ratedAt(row, minus(row.from, total)));
  const best = considered.reduce((a, b) => (below(b.gross, a.gross) ? b : a));
  const gross = rate.grossMinimum ? greatest(best.gross, rate.grossMinimum) : best.gross;
  const discount = extension(times(gross, rate.discount ?? '0'), rate, mode);
  const net = minus(gross, discount);
  const amount = rate.minimum ? greatest(net, rate.minimum) : net;
  return {
    amount,
    parts: {
      ...{ gross, discount, net, atMinimum: above(amount, net), straight: considered[0].gross },
      ...{ deficit: best !== considered[0], deficitCharge: best.deficitCharge },
    },
  };
}

/** The weight of the row a value falls into, and what it and each higher row come to. */
function byBreaks(weight, rate) {
  const per = rate.per ?? '1';
  const own = rate.breaks.findLastIndex(({ from }) => compare(from, weight) <= 0);
  if (own < 0) throw new Missing('RATE_MISSING');
  const straight = times(over(weight, per), rate.breaks[own].rate);
  if (!rate.nextBreak) return { straight, amount: straight };
  const higher = rate.breaks.slice(own + 1).map((row) => times(over(row.from, per), row.rate));
  return { straight, amount: least(straight, ...higher) };
}

const roundedUpTo = (value, step) => (step ? times(ceiling(over(value, step)), step) : value);

/** Air and European road: the greatest of gross weight and what space, floor or pallets stand for. */
export function byChargeableWeight(rate, known) {
  const items = itemsOf(known);
  const unit = rate.weightUnit;
  const inUnit = (kg) => weightIn({ value: kg, unit: 'KG' }, unit);
  const gross = totalWeight(items, unit);
  const weights = [gross];
  if (rate.volumeDivisor) weights.push(over(cubicCentimetres(items), rate.volumeDivisor));
  if (rate.kgPerCbm) weights.push(inUnit(times(volumeOf(items), rate.kgPerCbm)));
  if (rate.kgPerLoadingMetre) weights.push(inUnit(times(loadingMetres(items), rate.kgPerLoadingMetre)));
  if (rate.kgPerPallet) weights.push(inUnit(times(packed(items, 'PALLET'), rate.kgPerPallet)));
  const chargeable = roundedUpTo(greatest(rate.minimumWeight ?? '0', ...weights), rate.roundUpTo);
  const { straight, amount } = byBreaks(chargeable, rate);
  const atLeast = rate.minimum ? greatest(amount, rate.minimum) : amount;
  return {
    amount: atLeast,
    parts: { chargeable, gross, straight, deficit: below(amount, straight), atMinimum: above(atLeast, amount) },
  };
}

const cubicCentimetres = (items) =>
  sum(
    items.map((item) => {
      const [length, width, height] = sidesOf(item, 'CM');
      return times(times(times(length, width), height), required(item.pieces));
    }),
  );

/** LCL: tonnes or cubic metres, whichever is more. */
export function byWeightOrMeasure(rate, known) {
  const items = itemsOf(known);
  const tonnes = over(totalWeight(items, 'KG'), 1000);
  const units = greatest(tonnes, volumeOf(items), rate.minimumUnits ?? '0');
  return {
    amount: times(units, rate.rate),
    parts: { units, atMinimum: equal(units, exact(rate.minimumUnits ?? '0')) },
  };
}
