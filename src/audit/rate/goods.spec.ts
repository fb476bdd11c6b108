import { describe, expect, it } from '@jest/globals';
import type { DocumentData } from '../../freight/document.ts';
import type { Item } from '../../freight/shipment.ts';
import { sampleBreaks, sampleDocument, sampleEvent, samplePickup } from './sample-dossier.ts';
import { linehaulVerdict } from './sample-rating.ts';

/** 100.00 a hundredweight of class 70, 200.00 of class 85, 50.00 of class 60: the amount of class 70 is the pounds. */
const linehaul = sampleBreaks({
  ...{ breaks: [{ from: '0', rates: { '60': '50', '70': '100', '85': '200' } }] },
  ...{ deficit: false, discount: null, minimum: null },
});
const lb = (value: string) => ({ value, unit: 'LB' as const });
const items: Item[] = [
  { item: 1, weight: lb('1200'), freightClass: '70' },
  { item: 2, weight: lb('600'), freightClass: '70' },
];
const paper = (type: 'WEIGHT_CERTIFICATE' | 'INSPECTION_REPORT', data: DocumentData, issuedAt: string | null = null) =>
  sampleDocument({ type, data, issuedAt, source: `mail-${JSON.stringify(data)}` });
const weighed = (value: string, day: number | null, item?: number) =>
  paper(
    'WEIGHT_CERTIFICATE',
    { weight: lb(value), ...(item === undefined ? {} : { item }) },
    day === null ? null : `2026-03-0${day}T12:00:00Z`,
  );
const inspected = (freightClass: string, day: number, item?: number) =>
  paper('INSPECTION_REPORT', { freightClass, ...(item === undefined ? {} : { item }) }, `2026-03-0${day}T12:00:00Z`);

function owed(documents: ReturnType<typeof paper>[], goods = items): string {
  const events = [samplePickup(), sampleEvent({ type: 'REWEIGHED' }), sampleEvent({ type: 'RECLASSIFIED' })];
  const [there, back] = [documents, [...documents].reverse()].map((papers) =>
    linehaulVerdict(linehaul, { items: goods }, { events, documents: papers }),
  );
  // The order in which papers come changes nothing.
  expect(back).toBe(there);
  return there ?? '';
}

describe('the weight that counts', () => {
  it.each<[string, ReturnType<typeof weighed>[], string]>([
    ['is the ordered one without a certificate', [], '1800.00'],
    ['is that of the newest certificate', [weighed('1900', 3), weighed('2100', 4), weighed('2000', 2)], '2100.00'],
    [
      'is that of a dated certificate rather than one without a date',
      [weighed('1900', null), weighed('2100', 1)],
      '2100.00',
    ],
    ['is the lighter of two of one day', [weighed('1950', 3), weighed('1900', 3)], '1900.00'],
    ['is the lighter, however many digits it has', [weighed('1900', 3), weighed('950', 3)], '950.00'],
    ['is the lighter, whatever its fraction', [weighed('1900.5', 3), weighed('1900.25', 3)], '1900.25'],
    ['of an item is that of its own certificate', [weighed('700', 3, 2)], '1900.00'], // 1,200 + 700
    ['of each item is that of its own', [weighed('700', 3, 2), weighed('1250', 2, 1)], '1950.00'],
    ['of an item gives way to a newer one of the whole', [weighed('700', 3, 2), weighed('2000', 4)], '2000.00'],
    ['of an item stands against an older one of the whole', [weighed('700', 4, 2), weighed('2000', 3)], '1900.00'],
  ])('%s', (_, documents, amount) => {
    expect(owed(documents)).toBe(amount);
  });

  it('is never that of a paper of another kind', () => {
    expect(owed([paper('INSPECTION_REPORT', { weight: lb('2000') })])).toBe('1800.00');
    expect(owed([paper('WEIGHT_CERTIFICATE', {})])).toBe('1800.00');
  });

  it('adds pounds and kilograms', () => {
    // 200 kg = 440.9245… lb
    const mixed: Item[] = [
      { item: 1, weight: lb('1000'), freightClass: '70' },
      { item: 2, weight: { value: '200', unit: 'KG' }, freightClass: '70' },
    ];
    expect(owed([], mixed)).toBe('1440.92');
  });
});

describe('the class that counts', () => {
  it.each<[string, ReturnType<typeof inspected>[], string]>([
    ['is that of the newest report', [inspected('60', 2), inspected('85', 3)], '3600.00'], // 18 × 200
    ['is the lower of two of one day', [inspected('85', 3), inspected('60', 3)], '900.00'], // 18 × 50
    // 12 × 200 + 6 × 50
    [
      'of an item is that of its own report, of the others that of the whole',
      [inspected('60', 2), inspected('85', 3, 1)],
      '2700.00',
    ],
    // 12 × 100 + 6 × 200
    ['of an item is its own, and the order’s of the others', [inspected('85', 3, 2)], '2400.00'],
  ])('%s', (_, documents, amount) => {
    expect(owed(documents)).toBe(amount);
  });

  it('is never that of a paper of another kind', () => {
    expect(owed([paper('WEIGHT_CERTIFICATE', { freightClass: '85' })])).toBe('1800.00');
  });
});
