import type { TableAxis, TableRate } from '../../../freight/linehaul.ts';
import { bounded, dividedBy, grouped, isProven, product, times } from '../figure.ts';
import type { Figure, Price, Step, Unproven } from '../figure.ts';
import { loadingMetresOf } from '../volume.ts';
import { distanceOf, weightOf } from '../weight.ts';
import { palletsOf } from './counts.ts';
import { bandHolding, boundsOf, clause, inBand, rateMissing } from './lane-price.ts';
import type { HeldBand, LanePrice } from './lane-price.ts';

type Side = 'rows' | 'columns';

/** Where a value stands on one side of the table. */
interface Place {
  side: Side;
  key: Figure;
  bands: string[];
  held: HeldBand;
}

function measured(axis: TableAxis, { goods }: LanePrice): Price {
  switch (axis.by) {
    case 'WEIGHT':
      return weightOf(goods, goods.lines, axis.unit);
    case 'DISTANCE':
      return distanceOf(goods, axis.unit);
    case 'LOADING_METRES':
      return loadingMetresOf(goods);
    case 'PALLETS':
      return palletsOf(goods);
  }
}

/** The cell is that of the band of both sides: the working shows both. */
function chosen(price: LanePrice, cell: Figure, place: Place, step: Step): Figure {
  const { side, bands, key, held } = place;
  const of = { froms: bands, path: (index: number) => `${side}/bands/${index}` };
  return inBand(price, key, { of, held, value: cell }, step);
}

function cellOf(rate: TableRate, price: LanePrice, row: Place, column: Place): Price {
  const at = `cells/${row.held.at}/${column.held.at}`;
  const text = rate.cells[row.held.at]?.[column.held.at];
  const what = rate.cell === 'AMOUNT' ? 'amount' : 'rate';
  const cell = clause(price, text, at, { label: `${what} in the table`, unit: price.currency });
  const name = ({ key, bands, held }: Place) => `from ${grouped(bands[held.at] ?? '0')} ${key.working.unit}`;
  if (!cell) return rateMissing(price, `the row ${name(row)} and the column ${name(column)}`);
  const inRow = chosen(price, cell, row, { label: `row ${name(row)}`, unit: price.currency });
  return chosen(price, inRow, column, { label: `column ${name(column)}`, unit: price.currency });
}

/** A rate of the table for the weight shipped, which one of the sides is by. */
function forWeight(rate: TableRate, price: LanePrice, cell: Figure, places: readonly [Place, Place]): Price {
  const byWeight = places.find(({ side }) => rate[side].by === 'WEIGHT');
  if (!byWeight) return rateMissing(price, 'a weight: no side of the table is by weight');
  const step = { label: 'weight × rate', unit: price.currency };
  const amount = product([byWeight.key, cell], step);
  const per = clause(price, rate.per, 'per', { label: 'rates are per', unit: byWeight.key.working.unit });
  return per ? dividedBy(amount, per, step) : amount;
}

/** Where the shipment stands on one side; below the first band: RATE_MISSING. */
function placeOn(rate: TableRate, price: LanePrice, side: Side): Place | Unproven {
  const { bands } = rate[side];
  const key = measured(rate[side], price);
  if (!isProven(key)) return key;
  const held = bandHolding(bands, key.value);
  return held ? { side, key, bands, held } : rateMissing(price, `${grouped(key.value)} ${key.working.unit}`);
}

/**
 * TABLE, the 400NG and other rate sheets (rating.md): the cell of the bands that hold both values, as an amount or as a
 * rate × weight ÷ `per`; × `factor`; then `minimum`, `maximum`. A value below the first band, or an empty cell:
 * RATE_MISSING.
 */
export function table(rate: TableRate, price: LanePrice): Price {
  const row = placeOn(rate, price, 'rows');
  const column = placeOn(rate, price, 'columns');
  if ('needs' in row || 'needs' in column)
    return { needs: [row, column].flatMap((one) => ('needs' in one ? one.needs : [])) };
  const cell = cellOf(rate, price, row, column);
  if (!isProven(cell)) return cell;
  const amount = rate.cell === 'AMOUNT' ? cell : forWeight(rate, price, cell, [row, column]);
  if (!isProven(amount)) return amount;
  const factor = clause(price, rate.factor, 'factor', { label: 'factor', unit: '1' });
  const factored = factor ? times(amount, factor, { label: '× factor', unit: price.currency }) : amount;
  return bounded(factored, boundsOf(price, rate));
}
