import type { ZoneTableRate } from '../../../freight/linehaul.ts';
import { askedBy, dividedBy, greatestOf, isProven, leaf, needsOf, product, rounded, upToMultiple } from '../figure.ts';
import type { Figure, Price } from '../figure.ts';
import { orderLacks } from '../goods.ts';
import type { GoodsLine } from '../goods.ts';
import { ruleSource } from '../sources.ts';
import { piecesOf, sideOf } from '../volume.ts';
import { converted, weightOf } from '../weight.ts';
import { clause } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';

/** The packages of one line: how many, and what one of them is billed for. */
export interface Packages {
  item: number;
  count: Figure;
  billable: Figure;
}

/** One side of a package in whole inches or centimetres, as the clause rounds it. */
function side(rate: ZoneTableRate, given: Figure): Figure {
  const unit = rate.weightUnit === 'LB' ? 'IN' : 'CM';
  const length = converted(given, 'length', unit);
  if (!rate.dimRounding || length.value.isInteger()) return length;
  return rounded(length, { mode: rate.dimRounding, places: 0 }, { label: `${given.working.label}, rounded`, unit });
}

/** Length × width × height ÷ divisor; null where the clause asks for none. */
function dimensional(rate: ZoneTableRate, price: LanePrice, line: GoodsLine): Price | null {
  const inches = rate.weightUnit === 'LB';
  const cube = inches ? 'IN3' : 'CM3';
  const divisor = clause(price, rate.dimDivisor, 'dimDivisor', {
    label: 'dimensional divisor',
    unit: `${cube}/${rate.weightUnit}`,
  });
  if (!divisor) return null;
  const { dimensions, item } = line.item;
  if (!dimensions) return askedBy('R-17', { needs: [orderLacks(`dimensions of item ${item}`)] });
  const [length, width, height] = (['length', 'width', 'height'] as const).map((name) =>
    side(rate, sideOf(price.goods, line, dimensions, name)),
  );
  if (!length || !width || !height) return null;
  const room = product([length, width, height], { label: `room of a package of item ${item}`, unit: cube });
  return dividedBy(room, divisor, { label: `dimensional weight, item ${item}`, unit: rate.weightUnit });
}

/** The weight of one package of a line: the line's by its pieces. */
function actual(rate: ZoneTableRate, price: LanePrice, line: GoodsLine): Price {
  const weight = weightOf(price.goods, [line], rate.weightUnit);
  const pieces = piecesOf(price.goods, line);
  const needs = needsOf([weight, pieces]);
  if (needs || !isProven(weight) || !isProven(pieces)) return { needs: needs ?? [] };
  if (pieces.value.isZero()) return { needs: [orderLacks(`pieces of item ${line.item.item}`)] };
  if (pieces.value.equals(1)) return weight;
  return dividedBy(weight, pieces, { label: `weight of a package of item ${line.item.item}`, unit: rate.weightUnit });
}

/** What packages are rounded up to; the clause silent: whole pounds or kilograms. */
export function packageMultiple(rate: ZoneTableRate, price: LanePrice): Figure {
  const step = { label: 'rounded up to', unit: rate.weightUnit };
  return (
    clause(price, rate.roundUpTo, 'roundUpTo', step) ?? leaf('1', step, ruleSource('parcel-weights', '/roundUpTo'))
  );
}

/**
 * The packages of a line with their billable weight: the greater of actual and dimensional, rounded up (rating.md,
 * ZONE_TABLE). Not provable without weight, pieces, or dimensions where the clause has a divisor.
 */
export function packagesOf(rate: ZoneTableRate, price: LanePrice, line: GoodsLine): Packages | Price {
  const weight = actual(rate, price, line);
  if (!isProven(weight)) return weight;
  const dims = dimensional(rate, price, line);
  if (dims && !isProven(dims)) return dims;
  const { item } = line.item;
  const unit = rate.weightUnit;
  const greater = dims
    ? greatestOf([weight, dims], { label: `greater of actual and dimensional, item ${item}`, unit })
    : weight;
  const billable = upToMultiple(greater, packageMultiple(rate, price), {
    label: `billable weight, item ${item}`,
    unit,
  });
  const count = piecesOf(price.goods, line);
  return isProven(count) ? { item, count, billable } : count;
}
