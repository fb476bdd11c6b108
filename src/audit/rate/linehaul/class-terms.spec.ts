import { describe, expect, it } from '@jest/globals';
import type { WeightBreaksRate } from '../../../freight/linehaul.ts';
import type { Item } from '../../../freight/shipment.ts';
import { sampleBreaks, sampleDocument, sampleEvent, samplePickup } from '../sample-dossier.ts';
import { chargeOf, linehaulVerdict, ratedSample } from '../sample-rating.ts';
import { sampleContract, sampleLane, sampleShipment } from '../sample-dossier.ts';

const lb = (value: string) => ({ value, unit: 'LB' as const });
const pallet = { length: '48', width: '40', height: '36', unit: 'IN' as const };
/** Without discount and minimum, so that amounts show rates. */
const plain = (more: Partial<WeightBreaksRate> = {}) =>
  sampleBreaks({ discount: null, minimum: null, deficit: false, ...more });
const goods = (more: Partial<Item> = {}): { items: Item[] } => ({
  items: [
    { item: 1, pieces: 4, packaging: 'PALLET', weight: lb('1850'), freightClass: '70', dimensions: pallet, ...more },
  ],
});

describe('classes by density', () => {
  const densityClasses = [
    { fromPcf: '0', class: '85' },
    { fromPcf: '12', class: '70' },
    { fromPcf: '22.5', class: '60' },
  ];

  it.each<[string, Partial<Item>, string]>([
    // 4 × 48 × 40 × 36 in = 276,480 in³ = 160 cubic feet; 1,850 ÷ 160 = 11.56 lb a cubic foot
    ['11.56 lb a cubic foot is class 85, whatever the order says', {}, '889.85'], // 18.5 × 48.10
    ['12 lb a cubic foot is class 70', { weight: lb('1920') }, '809.28'], // 19.2 × 42.15
    ['22.5 is class 60', { weight: lb('3600') }, '1188.00'], // 36 × 33.00
    ['the volume where it is given', { volume: { value: '100', unit: 'CFT' } }, '779.78'], // 18.5 lb: 18.5 × 42.15 = 779.775
    ['centimetres', { dimensions: { length: '121.92', width: '101.6', height: '91.44', unit: 'CM' } }, '889.85'],
  ])('%s', (_, item, amount) => {
    expect(linehaulVerdict(plain({ densityClasses }), goods(item))).toBe(amount);
  });

  it('are rated through FAK like any class', () => {
    const fak = [{ fromClass: '50', toClass: '85', ratedAs: '70' }];
    expect(linehaulVerdict(plain({ densityClasses, fak }), goods())).toBe('779.78');
  });

  it('give way to an inspected class', () => {
    const events = [samplePickup(), sampleEvent({ type: 'RECLASSIFIED' })];
    const documents = [sampleDocument({ type: 'INSPECTION_REPORT', data: { freightClass: '60' } })];
    expect(linehaulVerdict(plain({ densityClasses }), goods(), { events, documents })).toBe('706.70'); // 18.5 × 38.20
  });

  it.each<[string, Partial<Item>, string]>([
    ['without dimensions', { dimensions: null }, 'FACT_MISSING: dimensions of item 1'],
    ['without room', { dimensions: { ...pallet, height: '0' } }, 'FACT_MISSING: dimensions of item 1'],
    ['without weight', { weight: null }, 'FACT_MISSING: weight of item 1'],
  ])('are not provable %s', (_, item, verdict) => {
    expect(linehaulVerdict(plain({ densityClasses }), goods(item))).toBe(verdict);
  });

  it('have no class below the first density', () => {
    expect(linehaulVerdict(plain({ densityClasses: [{ fromPcf: '30', class: '50' }] }), goods())).toMatch(
      /^RATE_MISSING: rate for a density of 11.56 LB\/CFT/,
    );
  });

  it('ask for dimensions as R-11', () => {
    const contracts = [sampleContract({ lanes: [sampleLane({ linehaul: plain({ densityClasses }) })] })];
    const shipment = sampleShipment(goods({ dimensions: null }));
    expect(chargeOf(ratedSample({ contracts, shipment }), 'LINEHAUL')?.check).toBe('R-11');
  });
});

describe('goods of several classes', () => {
  const items: Item[] = [
    { item: 1, weight: lb('1200'), freightClass: '85' },
    { item: 2, weight: lb('600'), freightClass: '60' },
  ];

  it.each([
    ['each at its own class', null, '806.40'], // 12 × 48.10 + 6 × 38.20 = 577.20 + 229.20
    ['all at the highest class', 'HIGHEST', '865.80'], // 18 × 48.10
  ] as const)('%s', (_, mixedClasses, amount) => {
    expect(linehaulVerdict(plain({ mixedClasses }), { items })).toBe(amount);
  });

  it('share a certificate in pounds exactly, though they were ordered in kilograms', () => {
    const kg = (value: string) => ({ value, unit: 'KG' as const });
    const ordered: Item[] = [
      { item: 1, weight: kg('400'), freightClass: '85' },
      { item: 2, weight: kg('200'), freightClass: '60' },
    ];
    const documents = [sampleDocument({ type: 'WEIGHT_CERTIFICATE', data: { weight: lb('600') } })];
    const events = [samplePickup(), sampleEvent({ type: 'REWEIGHED' })];
    // 400 lb and 200 lb, nothing to round up: 4 × 55.30 + 2 × 43.60 = 221.20 + 87.20
    expect(linehaulVerdict(plain({ weightPlaces: 0 }), { items: ordered }, { documents, events })).toBe('308.40');
  });
});

describe('the weight of pallets', () => {
  it.each<[string, Partial<Item>, string]>([
    ['is not charged', {}, '695.48'], // 1,850 − 4 × 50 = 1,650: 16.5 × 42.15 = 695.475
    ['is charged where the goods are on none', { packaging: 'CARTON' }, '779.78'],
    ['never makes the goods weigh less than nothing', { weight: lb('120') }, '0.00'],
  ])('%s', (_, item, amount) => {
    expect(linehaulVerdict(plain({ palletAllowance: '50' }), goods(item))).toBe(amount);
  });

  it('is not known where nobody counted the pallets', () => {
    expect(linehaulVerdict(plain({ palletAllowance: '50' }), goods({ pieces: null }))).toBe(
      'FACT_MISSING: pieces of item 1',
    );
  });
});

describe('shipments that take much of the trailer', () => {
  /** 12 pallets of 48 × 40 in: 23,040 in² ÷ 96 in = 240 in = 20 feet; 480 cubic feet. */
  const twelve = (more: Partial<Item> = {}) => goods({ pieces: 12, weight: lb('2400'), ...more });
  const rule = { overFeet: '12', underPcf: '6', ratePerFoot: '95.00' };
  const footed = (more: object = {}) => plain({ linearFoot: { ...rule, ...more } });

  it.each([
    ['are charged by the foot', {}, twelve(), '1900.00'], // 20 × 95; 5 lb a cubic foot
    ['at least the minimum of the rule', { minimum: '2500.00' }, twelve(), '2500.00'],
    ['are charged by class where they are dense', {}, twelve({ weight: lb('2880') }), '1048.32'], // 6 lb: 28.8 × 36.40
    ['dense or not where the rule does not ask', { underPcf: null }, twelve({ weight: lb('2880') }), '1900.00'],
    ['are charged by class up to that length', { overFeet: '20' }, twelve(), '873.60'], // 24 × 36.40
    ['on a narrower trailer take more', { trailerWidth: '80' }, twelve(), '2280.00'], // 24 feet
    ['take the loading metres given', {}, twelve({ loadingMetres: '6.096' }), '1900.00'], // 6.096 m = 20 feet
  ])('%s', (_, terms, shipment, amount) => {
    expect(linehaulVerdict(footed(terms), shipment)).toBe(amount);
  });

  it('need a quote where the rule has no rate', () => {
    expect(linehaulVerdict(footed({ ratePerFoot: null }), twelve())).toMatch(
      /^RATE_MISSING: rate for 20 linear feet: a quote/,
    );
  });

  it('are not provable without dimensions', () => {
    expect(linehaulVerdict(footed(), twelve({ dimensions: null }))).toBe('FACT_MISSING: dimensions of item 1');
  });
});
