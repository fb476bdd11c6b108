import { describe, expect, it } from '@jest/globals';
import type { TableRate } from '../../../freight/linehaul.ts';
import type { Shipment } from '../../../freight/shipment.ts';
import { linehaulVerdict } from '../sample-rating.ts';

/** A sheet by weight and miles. */
const sheet = (more: Partial<TableRate> = {}): TableRate => ({
  model: 'TABLE',
  rows: { by: 'WEIGHT', unit: 'LB', bands: ['500', '1000', '2000'] },
  columns: { by: 'DISTANCE', unit: 'MI', bands: ['1', '250', '500'] },
  cells: [
    ['310.00', '420.00', '530.00'],
    ['515.00', '640.00', '770.00'],
    ['830.00', '990.00', null],
  ],
  cell: 'AMOUNT',
  ...more,
});
const load = (weight: string, miles: string): Partial<Shipment> => ({
  items: [{ item: 1, pieces: 4, packaging: 'PALLET', weight: { value: weight, unit: 'LB' }, loadingMetres: '1.6' }],
  distance: { value: miles, unit: 'MI' },
});

describe('a rate sheet', () => {
  it.each([
    ['inside a band', '1850', '412', '640.00'],
    ['at the start of a band', '1000', '250', '640.00'],
    ['just below it', '999.99', '249.9', '310.00'],
    ['in the last row, which has no end', '50000', '10', '830.00'],
  ])('%s', (_, weight, miles, amount) => {
    expect(linehaulVerdict(sheet(), load(weight, miles))).toBe(amount);
  });

  it.each<[string, Partial<TableRate>, string]>([
    ['times its factor', { factor: '1.075' }, '688.00'], // 640 × 1.075
    ['at least the minimum, which the factor does not touch', { factor: '0.5', minimum: '350.00' }, '350.00'],
    ['at most the maximum', { maximum: '600.00' }, '600.00'],
    ['as a rate per hundred pounds', { cell: 'RATE_PER', per: '100' }, '11840.00'], // 18.5 × 640
    ['as a rate per pound where the sheet does not say', { cell: 'RATE_PER' }, '1184000.00'],
  ])('%s', (_, terms, amount) => {
    expect(linehaulVerdict(sheet(terms), load('1850', '412'))).toBe(amount);
  });

  it('reads kilograms and kilometres of the order in its own units', () => {
    const metric: Partial<Shipment> = {
      items: [{ item: 1, weight: { value: '453.59237', unit: 'KG' } }], // 1,000 lb
      distance: { value: '402.336', unit: 'KM' }, // 250 mi
    };
    expect(linehaulVerdict(sheet(), metric)).toBe('640.00');
  });

  it('goes by loading metres and pallets too', () => {
    const byRoom = sheet({
      rows: { by: 'LOADING_METRES', bands: ['0', '1', '2'] },
      columns: { by: 'PALLETS', bands: ['1', '3', '6'] },
    });
    expect(linehaulVerdict(byRoom, load('1850', '412'))).toBe('640.00'); // 1.6 m, 4 pallets
  });

  it.each([
    ['below its first row', load('400', '412'), /^RATE_MISSING: rate for 400 LB/],
    ['below its first column', load('1850', '0.5'), /^RATE_MISSING: rate for 0.5 MI/],
    [
      'in an empty cell',
      load('2500', '600'),
      /^RATE_MISSING: rate for the row from 2,000 LB and the column from 500 MI/,
    ],
    ['without a distance', { ...load('2500', '600'), distance: null }, /^FACT_MISSING: distance of the shipment$/],
    ['without a weight', { ...load('2500', '600'), items: [{ item: 1 }] }, /^FACT_MISSING: weight of item 1$/],
  ])('has no price %s', (_, shipment, verdict) => {
    expect(linehaulVerdict(sheet(), shipment)).toMatch(verdict);
  });

  it('has no rate per weight where no side is by weight', () => {
    const byRoom = sheet({ rows: { by: 'PALLETS', bands: ['0', '3', '6'] }, cell: 'RATE_PER' });
    expect(linehaulVerdict(byRoom, load('1850', '412'))).toMatch(/^RATE_MISSING/);
  });
});
