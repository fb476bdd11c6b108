import { describe, expect, it } from '@jest/globals';
import type { WeightBreaksRate, ZoneTableRate } from '../../../freight/linehaul.ts';
import type { Item } from '../../../freight/shipment.ts';
import { sampleBreaks, sampleEvent } from '../sample-dossier.ts';
import { linehaulVerdict } from '../sample-rating.ts';

const lb = (value: string) => ({ value, unit: 'LB' as const });
/** 100.00 a hundredweight of class 70: the amount is the pounds. */
const plain = (more: Partial<WeightBreaksRate> = {}) =>
  sampleBreaks({
    ...{ breaks: [{ from: '0', rates: { '60': '50', '70': '100', '85': '200', '100': '400' } }] },
    ...{ deficit: false, discount: null, minimum: null, ...more },
  });
const one = (more: Partial<Item> = {}): { items: Item[] } => ({
  items: [{ item: 1, pieces: 4, packaging: 'PALLET', weight: lb('1000'), freightClass: '70', ...more }],
});

describe('class rates', () => {
  it.each([
    ['60', '500.00'], // below it, and at its own rate
    ['70', '500.00'],
    ['77.5', '500.00'],
    ['85', '500.00'],
    ['100', '4000.00'], // above it
  ])('rate class %s by FAK of 70 to 85 as 60: %s', (freightClass, amount) => {
    const fak = [{ fromClass: '70', toClass: '85', ratedAs: '60' }];
    expect(linehaulVerdict(plain({ fak }), one({ freightClass }))).toBe(amount);
  });

  it('take off the weight of the pallets among other packages', () => {
    const items = [...one().items, { item: 2, pieces: 9, packaging: 'CARTON', weight: lb('850'), freightClass: '70' }];
    expect(linehaulVerdict(plain({ palletAllowance: '50' }), { items })).toBe('1650.00'); // 1,850 − 4 × 50
  });

  it.each([
    [0, '1851.00'],
    [1, '1850.30'],
    [2, '1850.21'],
    [null, '1850.21'],
  ])('round the weight up to %s places', (weightPlaces, amount) => {
    expect(linehaulVerdict(plain({ weightPlaces }), one({ weight: lb('1850.21') }))).toBe(amount);
  });

  it('come to at least the gross minimum, before the discount', () => {
    const terms = { discount: '0.62', grossMinimum: '1500.00' };
    expect(linehaulVerdict(plain(terms), one())).toBe('570.00'); // 1,500 × 0.38
    expect(linehaulVerdict(plain({ ...terms, grossMinimum: '0' }), one())).toBe('380.00');
  });

  it('have no rate for a hundredweight of nothing', () => {
    expect(linehaulVerdict(plain({ per: '0' }), one())).toMatch(/^RATE_MISSING: rate for a unit of weight/);
  });

  it('take their breaks in whatever order the contract has them', () => {
    const breaks = [
      { from: '1000', rates: { '70': '80' } },
      { from: '0', rates: { '70': '100' } },
      { from: '5000', rates: { '70': '60' } },
    ];
    expect(linehaulVerdict(plain({ breaks }), one())).toBe('800.00');
    expect(linehaulVerdict(plain({ breaks }), one({ weight: lb('999') }))).toBe('999.00');
    expect(linehaulVerdict(plain({ breaks, deficit: true }), one({ weight: lb('999') }))).toBe('800.00');
  });
});

describe('parcels together', () => {
  const sheet = (more: object): ZoneTableRate => ({
    ...{ model: 'ZONE_TABLE', weightUnit: 'LB', zones: [{ zone: '5', destination: {} }] },
    rates: { '5': [{ upTo: '150', amount: '99.00' }] },
    hundredweight: { fromWeight: '100', per: '100', rates: { '5': '45.00' }, ...more },
  });
  const packages = (pieces: number, weight: string) => one({ pieces, weight: lb(weight) });

  it('go by their weight from two packages on, and from the weight itself', () => {
    expect(linehaulVerdict(sheet({}), packages(2, '100'))).toBe('45.00');
    expect(linehaulVerdict(sheet({}), packages(1, '100'))).toBe('99.00');
    expect(linehaulVerdict(sheet({ fromPackages: 3 }), packages(2, '100'))).toBe('198.00');
    expect(linehaulVerdict(sheet({ fromPackages: 3 }), packages(3, '120'))).toBe('54.00');
    expect(linehaulVerdict(sheet({ fromWeight: '101' }), packages(2, '100'))).toBe('198.00');
  });

  it('have no price by weight in a zone without one', () => {
    expect(linehaulVerdict(sheet({ rates: {} }), packages(2, '100'))).toMatch(/^RATE_MISSING: rate for zone 5 by the/);
  });
});

describe('an hour that has not passed', () => {
  it('costs nothing, and one that ends before it begins can not be', () => {
    const job = (left: string) => [
      sampleEvent({ type: 'ARRIVED_AT_STOP', stop: 1, occurredAt: '2026-03-02T08:00:00-05:00' }),
      sampleEvent({ type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: left }),
      sampleEvent({ type: 'DEPARTED_STOP', stop: 2, occurredAt: left }),
    ];
    const hourly = { model: 'PER_UNIT', unit: 'HOUR', rate: '45.00' } as const;
    expect(linehaulVerdict(hourly, {}, { events: job('2026-03-02T08:00:00-05:00') })).toBe('0.00');
    expect(linehaulVerdict(hourly, {}, { events: job('2026-03-02T07:59:00-05:00') })).toMatch(/^EVIDENCE_CONFLICT/);
  });
});
