import type { PerDistanceRate, PerUnitRate, TableRate } from '../../../freight/linehaul.ts';
import { decimal, greatest, least, roundTo } from '../../../freight/money.ts';
import { entryOf } from '../../../freight/entry.ts';
import { grouped } from '../figure.ts';
import { billedCounts } from './billed-figures.ts';
import type { LinehaulMistake } from './linehaul-amount.ts';
import type { Mistake, Mistakes } from './mistakes.ts';

/** At the rate or amount of one band, whatever the distance. */
export function otherDistanceBands(rate: PerDistanceRate): LinehaulMistake[] {
  return (rate.bands ?? [])
    .slice(0, 50)
    .map((band): LinehaulMistake => [
      'LINEHAUL_WRONG',
      `at the band from ${grouped(band.from)} ${rate.unit}`,
      { rate: { ...rate, bands: [{ ...band, from: '0' }] } },
      'R-04',
    ]);
}

/** One row for every value, or one column: a table read a line too low or too far right. */
export function otherCells(rate: TableRate): LinehaulMistake[] {
  const row = (index: number): LinehaulMistake => [
    'LINEHAUL_WRONG',
    `in the row from ${grouped(rate.rows.bands[index] ?? '0')}`,
    { rate: { ...rate, rows: { ...rate.rows, bands: ['0'] }, cells: [rate.cells[index] ?? []] } },
  ];
  const column = (index: number): LinehaulMistake => [
    'LINEHAUL_WRONG',
    `in the column from ${grouped(rate.columns.bands[index] ?? '0')}`,
    {
      rate: {
        ...rate,
        columns: { ...rate.columns, bands: ['0'] },
        cells: rate.cells.map((cells) => [cells[index] ?? null]),
      },
    },
  ];
  const factor: LinehaulMistake[] = rate.factor
    ? [['LINEHAUL_WRONG', 'without the factor', { rate: { ...rate, factor: null } }]]
    : [];
  const rows = rate.rows.bands.slice(0, 200).map((_, index) => row(index));
  const columns = rate.columns.bands.slice(0, 200).map((_, index) => column(index));
  return [...factor, ...rows, ...columns];
}

/** At the rate of other equipment. */
export function otherEquipment({ rating }: Mistakes, rate: PerUnitRate): LinehaulMistake[] {
  const own = rating.goods.equipment;
  const others = Object.keys(rate.equipmentRates ?? {}).filter((equipment) => equipment !== own);
  const plain: LinehaulMistake[] =
    rate.rate && rate.equipmentRates
      ? [['LINEHAUL_WRONG', 'at the rate of unnamed equipment', { goods: { equipment: null } }]]
      : [];
  return [
    ...others
      .slice(0, 50)
      .map((equipment): LinehaulMistake => ['LINEHAUL_WRONG', `at the rate of ${equipment}`, { goods: { equipment } }]),
    ...plain,
  ];
}

/** For the count that the bill names. */
export function otherCounts({ rating, bills }: Mistakes, rate: PerUnitRate): Mistake[] {
  const { equipment } = rating.goods;
  const special = equipment === null ? null : entryOf(rate.equipmentRates, equipment);
  const perOne = special ?? rate.rate ?? null;
  if (perOne === null) return [];
  return billedCounts(bills).map((count) => ({
    reason: 'LINEHAUL_WRONG',
    label: `for the billed count of ${grouped(count)}`,
    amount: () => {
      const product = decimal(count).times(decimal(perOne));
      const raised = rate.minimum ? greatest(product, decimal(rate.minimum)) : product;
      return roundTo(rate.maximum ? least(raised, decimal(rate.maximum)) : raised, rating.rounding);
    },
  }));
}
