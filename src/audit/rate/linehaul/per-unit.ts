import type { PerUnitRate } from '../../../freight/contract.ts';
import { Dec } from '../../../freight/money.ts';
import { bounded, isProven, leaf, times } from '../figure.ts';
import type { Price } from '../figure.ts';
import { orderLacks } from '../goods.ts';
import type { Goods } from '../goods.ts';
import { ruleSource } from '../sources.ts';
import { boundsOf, clause, rateMissing } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';

/**
 * How many of a unit were shipped: PIECE Σ pieces, LOAD 1, any other unit Σ pieces so packed (rating.md, small print).
 * Not provable where nothing is so packed or pieces are unknown; an hour is not a packaging and nobody counts it.
 */
export function countOf(goods: Goods, unit: string): Price {
  const step = { label: `number of ${unit}`, unit };
  if (unit === 'LOAD') return leaf('1', step, ruleSource('unit-counts', '/LOAD'));
  const counted = goods.lines.filter(({ item }) => unit === 'PIECE' || item.packaging?.toUpperCase() === unit);
  const unknown = counted.filter(({ item }) => (item.pieces ?? null) === null);
  if (counted.length === 0) return { needs: [orderLacks(`number of ${unit}`)] };
  if (unknown.length > 0) return { needs: unknown.map(({ item }) => orderLacks(`pieces of item ${item.item}`)) };
  const total = counted.reduce((sum, { item }) => sum.plus(item.pieces ?? 0), new Dec(0));
  return leaf(total, step, goods.piecesSource);
}

/** PER_UNIT: count × rate, the rate by equipment type where the clause gives one; then `minimum`, `maximum`. */
export function perUnit(rate: PerUnitRate, price: LanePrice): Price {
  const count = countOf(price.goods, rate.unit);
  if (!isProven(count)) return count;
  const step = { label: `rate per ${rate.unit}`, unit: `${price.currency}/${rate.unit}` };
  const { equipment } = price.goods;
  const special = equipment === null ? undefined : rate.equipmentRates?.[equipment];
  const perOne = clause(price, special, `equipmentRates/${equipment}`, step) ?? clause(price, rate.rate, 'rate', step);
  if (!perOne) return rateMissing(price, `equipment ${equipment ?? 'unknown'}`);
  const product = times(count, perOne, { label: 'count × rate', unit: price.currency });
  return bounded(product, boundsOf(price, rate));
}
