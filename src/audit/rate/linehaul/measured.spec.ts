import { describe, expect, it } from '@jest/globals';
import type { ChargeableWeightRate, WeightOrMeasureRate } from '../../../freight/linehaul.ts';
import type { Item } from '../../../freight/shipment.ts';
import { linehaulVerdict } from '../sample-rating.ts';

/** The air tariff of the specification: 6,000 cubic centimetres a kilogram, 8.40 from 100 kg, 7.10 from 300 kg. */
const air = (more: Partial<ChargeableWeightRate> = {}): ChargeableWeightRate => ({
  model: 'CHARGEABLE_WEIGHT',
  weightUnit: 'KG',
  volumeDivisor: '6000',
  roundUpTo: '0.5',
  minimumWeight: '0',
  breaks: [
    { from: '0', rate: '9.80' },
    { from: '100', rate: '8.40' },
    { from: '300', rate: '7.10' },
  ],
  nextBreak: true,
  minimum: '75.00',
  ...more,
});
const kg = (value: string) => ({ value, unit: 'KG' as const });
const carton = { length: '60', width: '40', height: '50', unit: 'CM' as const };
const goods = (more: Partial<Item> = {}): { items: Item[] } => ({
  items: [{ item: 1, pieces: 10, packaging: 'CARTON', weight: kg('150'), dimensions: carton, ...more }],
});

describe('chargeable weight by air', () => {
  it('is 200 kg for ten cartons of 60 × 40 × 50 cm that weigh 150 kg: 1,680.00', () => {
    expect(linehaulVerdict(air(), goods())).toBe('1680.00');
  });

  it('at 260 kg is charged as 300 kg of the next break: 2,130.00', () => {
    expect(linehaulVerdict(air(), goods({ weight: kg('260') }))).toBe('2130.00');
    expect(linehaulVerdict(air({ nextBreak: false }), goods({ weight: kg('260') }))).toBe('2184.00'); // 260 × 8.40
  });

  it.each<[string, Partial<ChargeableWeightRate>, Partial<Item>, string]>([
    ['rounded up to a half kilogram', {}, { weight: kg('210.1') }, '1768.20'], // 210.5 × 8.40
    ['not rounded where the contract has no multiple', { roundUpTo: null }, { weight: kg('210.1') }, '1764.84'], // 210.1 × 8.40
    ['an exact multiple stays', {}, { weight: kg('210.5') }, '1768.20'],
    ['at least the minimum weight, before it is rounded', { minimumWeight: '220.2' }, {}, '1852.20'], // 220.5 × 8.40
    [
      'at least the minimum charge',
      {},
      { pieces: 1, weight: kg('2'), dimensions: null, volume: { value: '0.01', unit: 'CBM' } },
      '75.00',
    ], // 2 × 9.80 = 19.60
    ['at most the maximum', { maximum: '1500.00' }, {}, '1500.00'],
    ['rates per 100 kg', { per: '100', breaks: [{ from: '0', rate: '32.00' }], minimum: null }, {}, '64.00'], // 200 ÷ 100 × 32
  ])('%s', (_, terms, item, amount) => {
    expect(linehaulVerdict(air(terms), goods(item))).toBe(amount);
  });

  it('measures inches and pounds exactly', () => {
    // 10 × 24 × 16 × 20 in = 76,800 in³ × 16.387064 = 1,258,526.5152 cm³ ÷ 6,000 = 209.75…: 210 kg × 8.40
    const inches = { length: '24', width: '16', height: '20', unit: 'IN' as const };
    expect(linehaulVerdict(air(), goods({ dimensions: inches }))).toBe('1764.00');
    // 500 lb = 226.796185 kg: 227 kg × 8.40
    expect(linehaulVerdict(air(), goods({ weight: { value: '500', unit: 'LB' } }))).toBe('1906.80');
  });

  it('takes a volume where the order has no dimensions', () => {
    const volume = { value: '1.2', unit: 'CBM' as const }; // 1,200,000 cm³ ÷ 6,000 = 200 kg
    expect(linehaulVerdict(air(), goods({ dimensions: null, volume }))).toBe('1680.00');
  });

  it.each<[string, Partial<Item>, string]>([
    ['dimensions', { dimensions: null }, 'FACT_MISSING: dimensions of item 1'],
    ['pieces', { pieces: null }, 'FACT_MISSING: pieces of item 1'],
    ['weight', { weight: null }, 'FACT_MISSING: weight of item 1'],
  ])('is not provable without %s', (_, item, verdict) => {
    expect(linehaulVerdict(air(), goods(item))).toBe(verdict);
  });

  it('has no rate below its first break', () => {
    expect(linehaulVerdict(air({ breaks: [{ from: '500', rate: '6.00' }] }), goods())).toMatch(
      /^RATE_MISSING: rate for 200 KG/,
    );
  });
});

describe('chargeable weight on European roads', () => {
  const road = (more: Partial<ChargeableWeightRate> = {}) =>
    air({
      volumeDivisor: null,
      kgPerCbm: '333',
      kgPerLoadingMetre: '1750',
      kgPerPallet: '250',
      roundUpTo: '10',
      per: '100',
      breaks: [{ from: '0', rate: '20.00' }],
      nextBreak: null,
      minimum: null,
      ...more,
    });
  const pallets = (more: Partial<Item> = {}) =>
    goods({
      pieces: 4,
      packaging: 'PALLET',
      weight: kg('800'),
      dimensions: null,
      volume: { value: '2.5', unit: 'CBM' },
      loadingMetres: '0.6',
      ...more,
    });

  it.each<[string, Partial<Item>, string]>([
    ['by loading metres', {}, '210.00'], // 0.6 × 1,750 = 1,050 kg
    ['by pallets', { loadingMetres: '0.5' }, '200.00'], // 4 × 250 = 1,000 kg
    ['by volume', { volume: { value: '3.2', unit: 'CBM' } }, '214.00'], // 3.2 × 333 = 1,065.6: 1,070 kg
    ['by gross weight', { weight: kg('1201') }, '242.00'], // 1,210 kg
    ['without pallets', { packaging: 'CARTON', loadingMetres: '0.1' }, '168.00'], // 2.5 × 333 = 832.5: 840 kg
  ])('%s', (_, item, amount) => {
    expect(linehaulVerdict(road(), pallets(item))).toBe(amount);
  });

  it('takes the volume from dimensions × pieces where it is not given', () => {
    // 4 × 120 × 80 × 100 cm = 3.84 CBM × 333 = 1,278.72: 1,280 kg
    const dimensions = { length: '120', width: '80', height: '100', unit: 'CM' as const };
    expect(linehaulVerdict(road(), pallets({ volume: null, dimensions }))).toBe('256.00');
  });

  it.each<[string, Partial<Item>, string]>([
    ['loading metres', { loadingMetres: null }, 'FACT_MISSING: loading metres of item 1'],
    ['volume', { volume: null }, 'FACT_MISSING: dimensions of item 1'],
    ['packaging', { packaging: null }, 'FACT_MISSING: packaging of item 1'],
  ])('is not provable without %s', (_, item, verdict) => {
    expect(linehaulVerdict(road(), pallets(item))).toBe(verdict);
  });
});

describe('weight or measure', () => {
  const lcl = (more: Partial<WeightOrMeasureRate> = {}): WeightOrMeasureRate => ({
    model: 'WEIGHT_OR_MEASURE',
    rate: '65',
    ...more,
  });
  const lot = (weight: string, cbm: string): { items: Item[] } => ({
    items: [{ item: 1, pieces: 3, weight: kg(weight), volume: { value: cbm, unit: 'CBM' } }],
  });

  it('is 3.1 tonnes for 3,100 kg in 2.4 cubic metres: 201.50', () => {
    expect(linehaulVerdict(lcl(), lot('3100', '2.4'))).toBe('201.50');
  });

  it.each([
    ['by measure', {}, lot('900', '2.4'), '156.00'],
    ['at least the minimum units', { minimumUnits: '1' }, lot('300', '0.4'), '65.00'],
    ['at least the minimum charge', { minimum: '90.00' }, lot('300', '0.4'), '90.00'],
    // 100 CFT × 0.028316846592 = 2.8316846592 CBM × 65 = 184.059…
    [
      'in cubic feet',
      {},
      { items: [{ item: 1, weight: kg('900'), volume: { value: '100', unit: 'CFT' as const } }] },
      '184.06',
    ],
  ])('%s', (_, terms, goodsShipped, amount) => {
    expect(linehaulVerdict(lcl(terms), goodsShipped)).toBe(amount);
  });

  it('is not provable without the volume: nobody knows which is more', () => {
    expect(linehaulVerdict(lcl(), { items: [{ item: 1, weight: kg('900') }] })).toBe(
      'FACT_MISSING: dimensions of item 1',
    );
  });
});

describe('a percentage of the declared value', () => {
  const percent = { model: 'PERCENT_OF_VALUE', percent: '0.0035', minimum: '25.00', maximum: '400.00' } as const;

  it.each([
    ['20000.00', '70.00'],
    ['1000.00', '25.00'],
    ['500000.00', '400.00'],
  ])('of %s is %s', (amount, owed) => {
    expect(linehaulVerdict(percent, { declaredValue: { amount, currency: 'USD' } })).toBe(owed);
  });

  it('is not provable without a value, nor of one in another currency', () => {
    expect(linehaulVerdict(percent, {})).toBe('FACT_MISSING: declared value of the shipment');
    expect(linehaulVerdict(percent, { declaredValue: { amount: '100.00', currency: 'EUR' } })).toBe(
      'CURRENCY: declared value in USD, it is in EUR',
    );
  });
});
