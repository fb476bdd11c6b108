import type { WeightBreaksRate } from '../../../freight/linehaul.ts';
import { askedBy, dividedBy, grouped, isProven, needsOf } from '../figure.ts';
import type { Figure, Price, Unproven } from '../figure.ts';
import { orderLacks } from '../goods.ts';
import type { GoodsLine } from '../goods.ts';
import { volumeOf } from '../volume.ts';
import { weightOf } from '../weight.ts';
import { bandHolding, inBand, rateMissing } from './lane-price.ts';
import type { HeldBand, LanePrice } from './lane-price.ts';

/** The density of goods and the band of densities that gives their class. */
export interface DensityBand {
  density: Figure;
  held: HeldBand;
}

/** Pounds per cubic foot of some lines, pallets and packing included; not provable without weight or dimensions. */
export function densityOf({ goods }: Pick<LanePrice, 'goods'>, lines: readonly GoodsLine[]): Price {
  const weight = weightOf(goods, lines, 'LB');
  const volume = volumeOf(goods, lines, 'CFT');
  const needs = needsOf([weight, volume]);
  if (needs || !isProven(weight) || !isProven(volume)) return { needs: needs ?? [] };
  if (volume.value.isZero()) return { needs: lines.map(({ item }) => orderLacks(`dimensions of item ${item.item}`)) };
  return dividedBy(weight, volume, { label: 'density', unit: 'LB/CFT' });
}

/** The class that the contract gives goods of this density; below its first density: RATE_MISSING. */
export function classByDensity(
  rate: WeightBreaksRate,
  price: LanePrice,
  line: GoodsLine,
): { own: string; by: DensityBand } | Unproven {
  const classes = rate.densityClasses ?? [];
  const density = askedBy('R-11', densityOf(price, [line]));
  if (!isProven(density)) return density;
  const held = bandHolding(
    classes.map(({ fromPcf }) => fromPcf),
    density.value,
  );
  const found = held && classes[held.at];
  if (!held || !found) return rateMissing(price, `a density of ${grouped(density.value.toDecimalPlaces(2))} LB/CFT`);
  return { own: found.class, by: { density, held } };
}

/** The rate of a class because the goods are as dense as they are. */
export function rateByDensity(
  rate: WeightBreaksRate,
  price: LanePrice,
  perRate: Figure,
  bands: readonly DensityBand[],
) {
  const froms = (rate.densityClasses ?? []).map(({ fromPcf }) => fromPcf);
  const of = { froms, path: (index: number) => `densityClasses/${index}/fromPcf` };
  const { label, unit } = perRate.working;
  return bands.reduce(
    (value, { density, held }) => inBand(price, density, { of, held, value }, { label, unit }),
    perRate,
  );
}
