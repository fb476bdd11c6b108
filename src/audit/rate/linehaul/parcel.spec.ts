import { describe, expect, it } from '@jest/globals';
import type { ZoneTableRate } from '../../../freight/linehaul.ts';
import type { Item, Shipment } from '../../../freight/shipment.ts';
import { linehaulVerdict } from '../sample-rating.ts';
import { sampleDocument, sampleEvent, samplePickup } from '../sample-dossier.ts';

/** Zone 5 is Texas, zone 6 Dallas; a pound costs a dollar more than the pound before it, so amounts show the weight. */
const parcel = (more: Partial<ZoneTableRate> = {}): ZoneTableRate => ({
  model: 'ZONE_TABLE',
  zones: [
    { zone: '5', destination: { country: 'US', regions: ['TX'] } },
    { zone: '8', destination: { country: 'US', regions: ['CA'] } },
  ],
  weightUnit: 'LB',
  roundUpTo: '1',
  dimDivisor: '139',
  dimRounding: 'HALF_UP',
  rates: {
    '5': [10, 20, 30, 40, 45].map((upTo) => ({ upTo: `${upTo}`, amount: `${upTo}.00` })),
    '6': [{ upTo: '150', amount: '99.00' }],
    '8': [{ upTo: '150', amount: '70.00' }],
  },
  ...more,
});
const lb = (value: string) => ({ value, unit: 'LB' as const });
const box = { length: '24.2', width: '18.6', height: '12.1', unit: 'IN' as const };
const one = (more: Partial<Item> = {}): Partial<Shipment> => ({
  items: [{ item: 1, pieces: 1, weight: lb('22'), dimensions: box, ...more }],
});

describe('a parcel by zone', () => {
  it.each([
    ['HALF_UP', '40.00'], // 24 × 19 × 12 = 5,472 ÷ 139 = 39.4: 40 lb
    ['UP', '45.00'], // 25 × 19 × 13 = 6,175 ÷ 139 = 44.4: 45 lb
    [null, '40.00'], // 24.2 × 18.6 × 12.1 = 5,446.452 ÷ 139 = 39.2: 40 lb
  ] as const)('of 24.2 × 18.6 × 12.1 in with the sides rounded %s', (dimRounding, amount) => {
    expect(linehaulVerdict(parcel({ dimRounding }), one())).toBe(amount);
  });

  it.each<[string, Partial<ZoneTableRate>, Partial<Item>, string]>([
    ['by actual weight where that is more', {}, { weight: lb('44.1') }, '45.00'],
    ['by actual weight where the contract has no divisor', { dimDivisor: null }, { dimensions: null }, '30.00'],
    ['at the row whose end it just reaches', { dimDivisor: null }, { weight: lb('30') }, '30.00'],
    ['at least the minimum of a package', { dimDivisor: null, minimum: '12.50' }, { weight: lb('3') }, '12.50'],
    ['above the last row by started pounds', { perExtra: '0.80', dimDivisor: null }, { weight: lb('47.2') }, '47.40'], // 45 + 3 × 0.80
    ['in fives', { roundUpTo: '5', perExtra: '4.00', dimDivisor: null }, { weight: lb('46') }, '49.00'], // 50 lb: 45 + 4
    ['package by package', {}, { pieces: 3, weight: lb('66') }, '120.00'], // 22 lb each, 40 lb dimensional
  ])('%s', (_, terms, item, amount) => {
    expect(linehaulVerdict(parcel(terms), one(item))).toBe(amount);
  });

  it('adds up packages of different sizes', () => {
    const items = [
      {
        item: 1,
        pieces: 2,
        weight: lb('16'),
        dimensions: { length: '10', width: '8', height: '6', unit: 'IN' as const },
      }, // 8 lb
      { item: 2, pieces: 1, weight: lb('22'), dimensions: box }, // 40 lb
    ];
    expect(linehaulVerdict(parcel(), { items })).toBe('60.00'); // 2 × 10 + 40
  });

  it('measures centimetres in whole centimetres for kilograms, and in inches for pounds', () => {
    const dimensions = { length: '60.4', width: '40', height: '49.6', unit: 'CM' as const };
    const metric = parcel({
      weightUnit: 'KG',
      dimDivisor: '5000',
      rates: {
        '5': [
          { upTo: '24', amount: '24.00' },
          { upTo: '25', amount: '25.00' },
        ],
      },
    });
    // 60 × 40 × 50 ÷ 5,000 = 24 kg; unrounded 60.4 × 40 × 49.6 = 119,833.6 ÷ 5,000 = 23.97: 24 kg; up 61 × 40 × 50 = 24.4: 25 kg
    expect(linehaulVerdict(metric, one({ dimensions, weight: { value: '3', unit: 'KG' } }))).toBe('24.00');
    expect(
      linehaulVerdict({ ...metric, dimRounding: 'UP' }, one({ dimensions, weight: { value: '3', unit: 'KG' } })),
    ).toBe('25.00');
    // 60.4 cm = 23.78 in: 24; 40 cm = 15.75: 16; 49.6 cm = 19.53: 20. 7,680 ÷ 139 = 55.3: 56 lb, 45 + 11 × 0.80
    expect(linehaulVerdict(parcel({ perExtra: '0.80' }), one({ dimensions }))).toBe('53.80');
  });

  it('takes the most specific zone of the destination', () => {
    const zones = [...parcel().zones, { zone: '6', destination: { country: 'US', postalPrefixes: ['752'] } }];
    expect(linehaulVerdict(parcel({ zones }), one())).toBe('99.00');
  });

  it('has no price where the destination lies in no zone, or in two alike', () => {
    const [texas, california] = parcel().zones;
    if (!texas || !california) throw new Error('two zones');
    expect(linehaulVerdict(parcel({ zones: [california] }), one())).toMatch(/^LANE_MISSING: zone for the destination/);
    const again = { ...texas, zone: '6' };
    expect(linehaulVerdict(parcel({ zones: [texas, again] }), one())).toMatch(/^LANE_AMBIGUOUS: /);
  });

  it('has no price above the last row without one for extras, nor in a zone without rows', () => {
    expect(linehaulVerdict(parcel(), one({ weight: lb('60') }))).toMatch(/^RATE_MISSING: rate for 60 LB to zone 5/);
    expect(linehaulVerdict(parcel({ rates: {} }), one())).toMatch(/^RATE_MISSING: rate for zone 5/);
  });

  it.each<[string, Partial<Item>, string]>([
    ['dimensions', { dimensions: null }, 'FACT_MISSING: dimensions of item 1'],
    ['weight', { weight: null }, 'FACT_MISSING: weight of item 1'],
    ['pieces', { pieces: null }, 'FACT_MISSING: pieces of item 1'],
    ['any package', { pieces: 0 }, 'FACT_MISSING: pieces of item 1'],
  ])('is not provable without %s', (_, item, verdict) => {
    expect(linehaulVerdict(parcel(), one(item))).toBe(verdict);
  });

  it('spreads a certified weight over the packages', () => {
    const items = [
      { item: 1, pieces: 1, weight: lb('10') },
      { item: 2, pieces: 1, weight: lb('30') },
    ];
    const certificate = sampleDocument({ type: 'WEIGHT_CERTIFICATE', data: { weight: lb('60') } });
    // 15 lb at the row up to 20, 45 lb at the row up to 45
    expect(
      linehaulVerdict(
        parcel({ dimDivisor: null }),
        { items },
        { documents: [certificate], events: [samplePickup(), sampleEvent({ type: 'REWEIGHED' })] },
      ),
    ).toBe('65.00');
  });
});

describe('parcels charged together', () => {
  const together = (more: Partial<NonNullable<ZoneTableRate['hundredweight']>> = {}) =>
    parcel({
      dimDivisor: null,
      hundredweight: { fromWeight: '100', fromPackages: 3, per: '100', rates: { '5': '45.00' }, ...more },
    });
  const packages = (pieces: number, weight: string) => one({ pieces, weight: lb(weight) });

  it.each([
    ['by weight where that is less', {}, packages(4, '160'), '72.00'], // 4 × 40 = 160; 1.6 × 45
    ['package by package where that is less', { rates: { '5': '150.00' } }, packages(4, '160'), '160.00'],
    ['too few packages', {}, packages(2, '80'), '80.00'],
    ['too light', {}, packages(4, '80'), '80.00'], // 4 × 20
    ['at least their minimum', { minimum: '90.00' }, packages(4, '160'), '90.00'],
  ])('%s', (_, terms, shipment, amount) => {
    expect(linehaulVerdict(together(terms), shipment)).toBe(amount);
  });

  it('have no price in a zone without a rate', () => {
    expect(linehaulVerdict(together({ rates: {} }), packages(4, '160'))).toMatch(/^RATE_MISSING/);
  });
});
