import type { VolumeUnit } from '../../freight/codes.ts';
import type { Item } from '../../freight/shipment.ts';
import { added, isProven, leaf, needsOf, product } from './figure.ts';
import type { Figure, Price } from './figure.ts';
import { lineSource, orderLacks } from './goods.ts';
import type { Goods, GoodsLine } from './goods.ts';
import { converted } from './weight.ts';

type Dimensions = NonNullable<Item['dimensions']>;

/** How many pieces a line has; not provable where the order does not say. */
export function piecesOf(goods: Goods, line: GoodsLine): Price {
  const { pieces, item } = line.item;
  if (pieces === null || pieces === undefined) return { needs: [orderLacks(`pieces of item ${item}`)] };
  return leaf(`${pieces}`, { label: `pieces of item ${item}`, unit: '1' }, lineSource(goods, line, 'pieces'));
}

/** One side of a piece of a line, in the unit the order has it in. */
export function sideOf(goods: Goods, line: GoodsLine, dimensions: Dimensions, side: 'length' | 'width' | 'height') {
  const step = { label: `${side} of item ${line.item.item}`, unit: dimensions.unit };
  return leaf(dimensions[side], step, lineSource(goods, line, `dimensions/${side}`));
}

function givenVolume(goods: Goods, line: GoodsLine): Figure | null {
  const { volume, item } = line.item;
  if (!volume) return null;
  const step = { label: `volume of item ${item}`, unit: volume.unit };
  return converted(leaf(volume.value, step, lineSource(goods, line, 'volume/value')), 'volume', 'CBM');
}

/** Pieces × length × width × height in cubic centimetres; null where the order has no dimensions. */
function measured(goods: Goods, line: GoodsLine): Price | null {
  const { dimensions, item } = line.item;
  if (!dimensions) return null;
  const pieces = piecesOf(goods, line);
  if (!isProven(pieces)) return pieces;
  const [length, width, height] = (['length', 'width', 'height'] as const).map((side) =>
    sideOf(goods, line, dimensions, side),
  );
  if (!length || !width || !height) return null;
  const step = { label: `pieces × dimensions of item ${item}`, unit: dimensions.unit === 'IN' ? 'IN3' : 'CM3' };
  return converted(product([pieces, length, width, height], step), 'cube', 'CM3');
}

const withoutRoom = ({ item }: GoodsLine): Price => ({ needs: [orderLacks(`dimensions of item ${item.item}`)] });

function together(prices: readonly Price[], label: string, unit: string): Price {
  const needs = needsOf(prices);
  if (needs) return { needs };
  const figures = prices.filter(isProven);
  return added(figures, { label, unit });
}

/**
 * What the goods measure in cubic centimetres: Σ pieces × length × width × height, of a line without dimensions its
 * given volume. Not provable where a line has neither, or no pieces.
 */
export function cubicCentimetresOf(goods: Goods): Price {
  const prices = goods.lines.map((line) => {
    const own = measured(goods, line);
    if (own) return own;
    const given = givenVolume(goods, line);
    return given ? converted(given, 'room', 'CM3') : withoutRoom(line);
  });
  return together(prices, 'cubic centimetres of all items', 'CM3');
}

/**
 * The volume of lines of the shipment, unrounded: as given, else from dimensions × pieces (rating.md, small print). Not
 * provable where a line has neither.
 */
export function volumeOf(goods: Goods, lines: readonly GoodsLine[], unit: VolumeUnit): Price {
  const prices = lines.map((line) => {
    const given = givenVolume(goods, line);
    if (given) return given;
    const own = measured(goods, line);
    if (!own) return withoutRoom(line);
    return isProven(own) ? converted(own, 'room', 'CBM') : own;
  });
  const total = together(prices, 'volume of all items', 'CBM');
  return isProven(total) ? converted(total, 'volume', unit) : total;
}

/** Loading metres of all items together; not provable where one has none: nobody knows what is stacked. */
export function loadingMetresOf(goods: Goods): Price {
  const prices = goods.lines.map((line): Price => {
    const { loadingMetres, item } = line.item;
    if (!loadingMetres) return { needs: [orderLacks(`loading metres of item ${item}`)] };
    const step = { label: `loading metres of item ${item}`, unit: 'LDM' };
    return leaf(loadingMetres, step, lineSource(goods, line, 'loadingMetres'));
  });
  return together(prices, 'loading metres of all items', 'LDM');
}
