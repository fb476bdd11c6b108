import { describe, expect, it } from '@jest/globals';
import type { PerDistanceRate, PerUnitRate } from '../../../freight/linehaul.ts';
import type { Item } from '../../../freight/shipment.ts';
import { sampleEvent, samplePickup } from '../sample-dossier.ts';
import { linehaulVerdict } from '../sample-rating.ts';

const perUnit = (unit: string, more: Partial<PerUnitRate> = {}): PerUnitRate => ({
  model: 'PER_UNIT',
  unit,
  rate: '45.00',
  ...more,
});
const items: Item[] = [
  { item: 1, pieces: 4, packaging: 'PALLET', weight: { value: '900', unit: 'KG' }, loadingMetres: '1.6' },
  { item: 2, pieces: 30, packaging: 'CARTON', weight: { value: '600', unit: 'KG' }, loadingMetres: '0.4' },
];

describe('a price per unit', () => {
  it.each<[string, Partial<PerUnitRate>, string]>([
    ['PIECE', {}, '1530.00'],
    ['PALLET', {}, '180.00'],
    ['CARTON', {}, '1350.00'],
    ['LOAD', {}, '45.00'],
    ['TONNE', {}, '67.50'], // 1.5 t
    ['TON', {}, '74.41'], // 1,500 kg = 3,306.93… lb = 1.65346… short tons
    ['LOADING_METRE', {}, '90.00'],
    ['PALLET', { minimum: '200.00' }, '200.00'],
    ['PALLET', { maximum: '150.00' }, '150.00'],
  ])('%s', (unit, terms, amount) => {
    expect(linehaulVerdict(perUnit(unit, terms), { items })).toBe(amount);
  });

  it('is not provable where nothing is so packed, or nobody counted', () => {
    expect(linehaulVerdict(perUnit('DRUM'), { items })).toBe('FACT_MISSING: number of DRUM');
    expect(linehaulVerdict(perUnit('PALLET'), { items: [{ item: 1, packaging: 'PALLET' }] })).toBe(
      'FACT_MISSING: pieces of item 1',
    );
  });
});

describe('a price per container', () => {
  const container = perUnit('CONTAINER', { rate: null, equipmentRates: { '20GP': '1450.00', '40HC': '2350.00' } });
  const two: Item[] = [{ item: 1, pieces: 2, packaging: 'CONTAINER' }];

  it('is that of its equipment', () => {
    expect(linehaulVerdict(container, { items: two, equipment: '40HC' })).toBe('4700.00');
  });

  it('is the plain rate for equipment that is not named; without one there is none', () => {
    expect(linehaulVerdict({ ...container, rate: '2000.00' }, { items: two, equipment: '45HC' })).toBe('4000.00');
    expect(linehaulVerdict(container, { items: two, equipment: '45HC' })).toMatch(
      /^RATE_MISSING: rate for equipment 45HC/,
    );
    expect(linehaulVerdict(container, { items: two })).toMatch(/^RATE_MISSING: rate for equipment unknown/);
  });

  it('takes no equipment for a rate that everything has by nature', () => {
    expect(linehaulVerdict(container, { items: two, equipment: 'toString' })).toMatch(/^RATE_MISSING/);
  });
});

describe('a price per hour', () => {
  const arrived = sampleEvent({ type: 'ARRIVED_AT_STOP', stop: 1, occurredAt: '2026-03-02T08:00:00-05:00' });
  const left = sampleEvent({ type: 'DEPARTED_STOP', stop: 2, occurredAt: '2026-03-02T14:40:30-06:00' });
  const came = sampleEvent({ type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: '2026-03-02T13:10:00-06:00' });
  const day = [arrived, samplePickup(), came, left];

  it.each<[string, Partial<PerUnitRate>, string]>([
    // 08:00 in New York is 07:00 in Dallas: 7 h 40 min on the job, the half minute is not counted.
    ['to the minute', {}, '345.00'], // 460 ÷ 60 × 45
    ['in started half hours', { incrementMinutes: 30 }, '360.00'], // 480 minutes
    ['at least four hours', { minimum: '400.00' }, '400.00'],
  ])('from the first arrival to the last departure, %s', (_, terms, amount) => {
    expect(linehaulVerdict(perUnit('HOUR', terms), {}, { events: day })).toBe(amount);
  });

  it('is not provable while arrival or departure is not', () => {
    expect(linehaulVerdict(perUnit('HOUR'), {}, { events: [arrived, samplePickup(), came] })).toMatch(
      /^FACT_MISSING: .*DEPARTED_STOP/,
    );
    expect(linehaulVerdict(perUnit('HOUR'), {}, { events: [samplePickup(), came, left] })).toMatch(
      /^FACT_MISSING: .*ARRIVED_AT_STOP/,
    );
  });
});

describe('a price by distance', () => {
  const bands: PerDistanceRate = {
    model: 'PER_DISTANCE',
    unit: 'MI',
    bands: [
      { from: '0', amount: '350.00' },
      { from: '100', rate: '3.10' },
      { from: '400', rate: '2.40' },
    ],
  };

  it.each([
    ['99.9', '350.00'],
    ['100', '310.00'],
    ['399', '1236.90'],
    ['412', '988.80'], // 412 × 2.40
  ])('takes %s miles in its band', (value, amount) => {
    expect(linehaulVerdict(bands, { distance: { value, unit: 'MI' } })).toBe(amount);
  });

  it('takes only the distance of the source that the contract names', () => {
    const agreed: PerDistanceRate = {
      model: 'PER_DISTANCE',
      unit: 'MI',
      rate: '2.00',
      distanceSource: 'PC*MILER 17 practical',
    };
    const by = (source?: string) => ({
      distance: { value: '412', unit: 'MI' as const, ...(source ? { source } : {}) },
    });
    expect(linehaulVerdict(agreed, by('pc*miler 17  Practical'))).toBe('824.00');
    expect(linehaulVerdict(agreed, by('odometer'))).toBe(
      "FACT_MISSING: distance by PC*MILER 17 practical, the order's is by odometer",
    );
    expect(linehaulVerdict(agreed, by())).toMatch(/^FACT_MISSING: distance by PC\*MILER/);
    expect(linehaulVerdict(agreed, { distance: null })).toBe('FACT_MISSING: distance of the shipment');
  });
});
