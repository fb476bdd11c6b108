import type { WeightBreaksRate } from '../../../freight/linehaul.ts';
import { decimal } from '../../../freight/money.ts';
import { askedBy, greatestOf, isProven, leaf, less, openOf, rounded, times } from '../figure.ts';
import type { Figure, Price, Unproven } from '../figure.ts';
import { orderLacks } from '../goods.ts';
import type { GoodsLine } from '../goods.ts';
import { ruleSource } from '../sources.ts';
import { weightOf } from '../weight.ts';
import { countOf } from './counts.ts';
import { classByDensity } from './density.ts';
import type { DensityBand } from './density.ts';
import { clause } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';

/** All goods of one rated class. */
export interface ClassWeight {
  rated: string;
  weight: Figure;
  /** What shows that they are of this class, where it is not the order that says so. */
  bands: DensityBand[];
}

interface Classed {
  line: GoodsLine;
  own: string;
  by: DensityBand | null;
}

/** The class goods are rated as: that of the FAK range that holds their own, in numeric order; else their own. */
export function ratedClass(rate: Pick<WeightBreaksRate, 'fak'>, freightClass: string): string {
  if (!rate.fak || rate.fak.length === 0) return freightClass;
  const own = decimal(freightClass);
  const range = rate.fak.find(
    ({ fromClass, toClass }) => own.greaterThanOrEqualTo(decimal(fromClass)) && own.lessThanOrEqualTo(decimal(toClass)),
  );
  return range?.ratedAs ?? freightClass;
}

/** The class of a line before FAK: of an inspection, else by density where the contract says so, else the order's. */
function classOf(rate: WeightBreaksRate, price: LanePrice, line: GoodsLine): Classed | Unproven {
  if ((rate.densityClasses?.length ?? 0) > 0 && !line.inspected) {
    const found = classByDensity(rate, price, line);
    return 'needs' in found ? found : { line, ...found };
  }
  if (line.freightClass === null) return { needs: [orderLacks(`freight class of item ${line.item.item}`)] };
  return { line, own: line.freightClass, by: null };
}

function byClass(rate: WeightBreaksRate, price: LanePrice): Map<string, Classed[]> | Unproven {
  const classes = new Map<string, Classed[]>();
  const open: Unproven[] = [];
  for (const line of price.goods.lines) {
    const found = classOf(rate, price, line);
    if ('needs' in found) {
      open.push(found);
      continue;
    }
    const rated = ratedClass(rate, found.own);
    const known = classes.get(rated);
    if (known) known.push(found);
    else classes.set(rated, [found]);
  }
  if (open[0]) return { ...open[0], needs: open.flatMap(({ needs }) => needs) };
  return rate.mixedClasses === 'HIGHEST' ? atHighest(classes) : classes;
}

/** All goods as the highest of their classes. */
function atHighest(classes: ReadonlyMap<string, Classed[]>): Map<string, Classed[]> {
  const highest = [...classes.keys()].reduce((a, b) => (decimal(a).greaterThanOrEqualTo(decimal(b)) ? a : b));
  return new Map([[highest, [...classes.values()].flat()]]);
}

/** Without the empty pallets that the contract does not charge for; never below nothing. */
function withoutPallets(rate: WeightBreaksRate, price: LanePrice, weight: Figure, lines: readonly GoodsLine[]): Price {
  const unit = rate.weightUnit;
  const step = { label: 'weight of a pallet not charged', unit };
  const allowance = clause(price, rate.palletAllowance, 'palletAllowance', step);
  const palletised = lines.some(({ item }) => item.packaging?.toUpperCase() === 'PALLET');
  if (!allowance || allowance.value.isZero() || !palletised) return weight;
  const pallets = countOf({ ...price.goods, lines: [...lines] }, 'PALLET');
  if (!isProven(pallets)) return askedBy('R-14', pallets);
  const allowed = times(pallets, allowance, { label: 'weight of the pallets', unit });
  const net = less(weight, allowed, { label: 'weight without the pallets', unit });
  if (!net.value.isNegative()) return net;
  const none = leaf('0', { label: 'never below nothing', unit }, ruleSource('pallet-allowance', '/floor'));
  return greatestOf([net, none], { label: 'weight without the pallets', unit });
}

function roundedUp(weight: Figure, { weightPlaces, weightUnit }: WeightBreaksRate): Figure {
  if (weightPlaces === null || weightPlaces === undefined) return weight;
  if (weight.value.decimalPlaces() <= weightPlaces) return weight;
  return rounded(weight, { mode: 'UP', places: weightPlaces }, { label: 'weight rounded up', unit: weightUnit });
}

function weightOfClass(rate: WeightBreaksRate, price: LanePrice, classed: readonly Classed[]): Price {
  const lines = classed.map(({ line }) => line);
  const weight = weightOf(price.goods, lines, rate.weightUnit);
  const net = isProven(weight) ? withoutPallets(rate, price, weight, lines) : weight;
  return isProven(net) ? roundedUp(net, rate) : net;
}

/**
 * The goods by the class they are rated as, in numeric order, each class's weight rounded up to `weightPlaces` where
 * given (rating.md, WEIGHT_BREAKS 1). A class or weight that nobody gave: FACT_MISSING.
 */
export function classWeights(rate: WeightBreaksRate, price: LanePrice): ClassWeight[] | Unproven {
  if (price.goods.lines.length === 0) return { needs: [orderLacks('items of the shipment')] };
  const classes = byClass(rate, price);
  if ('needs' in classes) return classes;
  const order = [...classes];
  if (order.length > 1) order.sort(([a], [b]) => decimal(a).comparedTo(decimal(b)));
  const weights = order.map(([rated, lines]) => ({ rated, lines, price: weightOfClass(rate, price, lines) }));
  const open = openOf(weights.map((one) => one.price));
  if (open) return open;
  return weights.flatMap(({ rated, lines, price: weight }) =>
    isProven(weight) ? [{ rated, weight, bands: lines.flatMap(({ by }) => by ?? []) }] : [],
  );
}
