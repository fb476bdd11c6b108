import type { PerUnitRate } from '../../../freight/linehaul.ts';
import { Dec } from '../../../freight/money.ts';
import { entryOf } from '../../../freight/entry.ts';
import { dividedBy, isProven, leaf } from '../figure.ts';
import type { Price } from '../figure.ts';
import { orderLacks } from '../goods.ts';
import type { Goods, GoodsLine } from '../goods.ts';
import { ruleSource } from '../sources.ts';
import { loadingMetresOf } from '../volume.ts';
import { weightOf } from '../weight.ts';
import { hoursOf } from './hours.ts';
import type { LanePrice } from './lane-price.ts';

const isPacked = ({ item }: GoodsLine, unit: string) => item.packaging?.toUpperCase() === unit;

function counted(goods: Goods, unit: string, lines: readonly GoodsLine[]): Price {
  const unknown = lines.filter(({ item }) => (item.pieces ?? null) === null);
  if (unknown.length > 0) return { needs: unknown.map(({ item }) => orderLacks(`pieces of item ${item.item}`)) };
  const total = lines.reduce((sum, { item }) => sum.plus(item.pieces ?? 0), new Dec(0));
  return leaf(total, { label: `number of ${unit}`, unit }, goods.piecesSource);
}

/**
 * How many of a unit were shipped: PIECE Σ pieces, LOAD 1, any other unit Σ pieces so packed (rating.md, small print).
 * Not provable where nothing is so packed or pieces are unknown.
 */
export function countOf(goods: Goods, unit: string): Price {
  if (unit === 'LOAD') return leaf('1', { label: 'number of LOAD', unit }, ruleSource('unit-counts', '/LOAD'));
  const lines = unit === 'PIECE' ? goods.lines : goods.lines.filter((line) => isPacked(line, unit));
  if (lines.length === 0) return { needs: [orderLacks(`number of ${unit}`)] };
  return counted(goods, unit, lines);
}

/**
 * How many pallets there are, none included. Not provable where nothing is said to be on pallets and the order does not say
 * how all of it is packed.
 */
export function palletsOf(goods: Goods): Price {
  const pallets = goods.lines.filter((line) => isPacked(line, 'PALLET'));
  const unsaid = goods.lines.filter(({ item }) => (item.packaging ?? null) === null);
  if (pallets.length === 0 && unsaid.length > 0)
    return { needs: unsaid.map(({ item }) => orderLacks(`packaging of item ${item.item}`)) };
  return counted(goods, 'PALLET', pallets);
}

interface UnitOfWeight {
  of: 'KG' | 'LB';
  holds: string;
}

/** Weights that a unit of PER_UNIT stands for: a tonne of 1,000 kg, a (short) ton of 2,000 lb. */
const weights: Readonly<Record<string, UnitOfWeight>> = {
  TONNE: { of: 'KG', holds: '1000' },
  TON: { of: 'LB', holds: '2000' },
};

function inWeight(unit: string, { of, holds }: UnitOfWeight, { goods }: LanePrice): Price {
  const weight = weightOf(goods, goods.lines, of);
  if (!isProven(weight)) return weight;
  const each = leaf(
    holds,
    { label: `${of} in a ${unit}`, unit: of },
    ruleSource('exact-conversions', `/${of}/${unit}`),
  );
  return dividedBy(weight, each, { label: `number of ${unit}`, unit });
}

/**
 * How much of its unit a PER_UNIT price is for: what is weighed (TONNE, TON), measured (LOADING_METRE) or timed
 * (HOUR), else what is counted.
 */
export function unitsOf(rate: PerUnitRate, price: LanePrice): Price {
  const { goods } = price;
  const weighed = entryOf(weights, rate.unit);
  if (weighed) return inWeight(rate.unit, weighed, price);
  if (rate.unit === 'LOADING_METRE') return loadingMetresOf(goods);
  return rate.unit === 'HOUR' ? hoursOf(rate, price) : countOf(goods, rate.unit);
}
