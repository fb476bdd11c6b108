import type { ChargeableWeightRate } from '../../../freight/linehaul.ts';
import { decimal } from '../../../freight/money.ts';
import {
  bounded,
  dividedBy,
  greatestOf,
  grouped,
  isProven,
  leastOf,
  needsOf,
  product,
  times,
  upToMultiple,
} from '../figure.ts';
import type { Figure, Price } from '../figure.ts';
import { cubicCentimetresOf, loadingMetresOf, volumeOf } from '../volume.ts';
import { converted, weightOf } from '../weight.ts';
import { palletsOf } from './counts.ts';
import { bandHolding, boundsOf, clause, inBand, rateMissing } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';

/** What room counts for, in kilograms for one of it. */
type Factor = 'kgPerCbm' | 'kgPerLoadingMetre' | 'kgPerPallet';

const factors: Record<Factor, { unit: string; label: string; room: (price: LanePrice) => Price }> = {
  kgPerCbm: { unit: 'CBM', label: 'volume weight', room: ({ goods }) => volumeOf(goods, goods.lines, 'CBM') },
  kgPerLoadingMetre: { unit: 'LDM', label: 'loading-metre weight', room: ({ goods }) => loadingMetresOf(goods) },
  kgPerPallet: { unit: 'PALLET', label: 'pallet weight', room: ({ goods }) => palletsOf(goods) },
};

function byFactor(rate: ChargeableWeightRate, price: LanePrice, name: Factor): Price[] {
  const { unit, label, room } = factors[name];
  const factor = clause(price, rate[name], name, { label: `kilograms per ${unit}`, unit: `KG/${unit}` });
  if (!factor) return [];
  const held = room(price);
  if (!isProven(held)) return [held];
  return [converted(times(held, factor, { label, unit: 'KG' }), 'weight', rate.weightUnit)];
}

function byDivisor(rate: ChargeableWeightRate, price: LanePrice): Price[] {
  const unit = rate.weightUnit;
  const divisor = clause(price, rate.volumeDivisor, 'volumeDivisor', { label: 'volume divisor', unit: `CM3/${unit}` });
  if (!divisor) return [];
  const room = cubicCentimetresOf(price.goods);
  return [isProven(room) ? dividedBy(room, divisor, { label: 'volumetric weight', unit }) : room];
}

/** The greatest of gross weight, what the room counts for and the least weight charged, rounded up. */
function chargeable(rate: ChargeableWeightRate, price: LanePrice): Price {
  const unit = rate.weightUnit;
  const least = clause(price, rate.minimumWeight, 'minimumWeight', { label: 'minimum weight', unit });
  const weights = [
    weightOf(price.goods, price.goods.lines, unit),
    ...byDivisor(rate, price),
    ...byFactor(rate, price, 'kgPerCbm'),
    ...byFactor(rate, price, 'kgPerLoadingMetre'),
    ...byFactor(rate, price, 'kgPerPallet'),
    ...(least && !least.value.isZero() ? [least] : []),
  ];
  const needs = needsOf(weights);
  if (needs) return { needs };
  const [first, ...rest] = weights.filter(isProven);
  if (!first) return rateMissing(price, 'a weight');
  const greatest = greatestOf([first, ...rest], { label: 'greatest weight', unit });
  const multiple = clause(price, rate.roundUpTo, 'roundUpTo', { label: 'rounded up to', unit });
  return multiple && !multiple.value.isZero()
    ? upToMultiple(greatest, multiple, { label: 'chargeable weight', unit })
    : greatest;
}

/** From the weight of a higher break, as if so much were shipped. */
function asNextBreak(rate: ChargeableWeightRate, price: LanePrice, index: number, per: Figure | null): Figure[] {
  const unit = rate.weightUnit;
  const at = rate.breaks[index];
  const from = clause(price, at?.from, `breaks/${index}/from`, { label: 'break from', unit });
  const step = { label: 'rate of the break', unit: `${price.currency}/${unit}` };
  const perOne = clause(price, at?.rate, `breaks/${index}/rate`, step);
  if (!from || !perOne) return [];
  const label = `as ${grouped(from.value)} ${unit} at the next break`;
  return [priced(from, perOne, per, { label, unit: price.currency })];
}

function priced(weight: Figure, rate: Figure, per: Figure | null, step: { label: string; unit: string }): Figure {
  const amount = product([weight, rate], step);
  return per ? dividedBy(amount, per, step) : amount;
}

function atBreaks(rate: ChargeableWeightRate, price: LanePrice, weight: Figure): Price {
  const unit = rate.weightUnit;
  const froms = rate.breaks.map(({ from }) => from);
  const held = bandHolding(froms, weight.value);
  const own = held && rate.breaks[held.at];
  if (!held || !own) return rateMissing(price, `${grouped(weight.value)} ${unit}`);
  const step = { label: `rate from ${grouped(own.from)} ${unit}`, unit: `${price.currency}/${unit}` };
  const value = clause(price, own.rate, `breaks/${held.at}/rate`, step);
  if (!value) return rateMissing(price, `${grouped(weight.value)} ${unit}`);
  const of = { froms, path: (index: number) => `breaks/${index}/from` };
  const perOne = inBand(price, weight, { of, held, value }, step);
  const per = clause(price, rate.per, 'per', { label: 'rates are per', unit });
  const straight = priced(weight, perOne, per, { label: 'chargeable weight × rate', unit: price.currency });
  if (!rate.nextBreak) return straight;
  const higher = rate.breaks.flatMap(({ from }, index) =>
    decimal(from).greaterThan(weight.value) ? asNextBreak(rate, price, index, per) : [],
  );
  return leastOf([straight, ...higher], { label: 'least of the breaks', unit: price.currency });
}

/**
 * CHARGEABLE_WEIGHT, air and European road (rating.md): the greatest of gross weight, volume ÷ divisor and what cubic
 * metres, loading metres and pallets count for, at least `minimumWeight`, then rounded up to a multiple of `roundUpTo`;
 * × the rate of its break, with `nextBreak` at most what a higher break's weight would cost; then `minimum` and
 * `maximum`. Dimensions, volume or loading metres that the clause asks for and the order lacks: FACT_MISSING. Below the first break:
 * RATE_MISSING.
 */
export function chargeableWeight(rate: ChargeableWeightRate, price: LanePrice): Price {
  const weight = chargeable(rate, price);
  if (!isProven(weight)) return weight;
  const amount = atBreaks(rate, price, weight);
  return isProven(amount) ? bounded(amount, boundsOf(price, rate)) : amount;
}
