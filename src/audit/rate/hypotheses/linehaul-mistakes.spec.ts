import { describe, expect, it } from '@jest/globals';
import type { LinehaulRate } from '../../../freight/linehaul.ts';
import type { Item, Shipment } from '../../../freight/shipment.ts';
import { linehaulExplained, ratedSample, sampleBill } from '../sample-rating.ts';
import type { LinehaulBilling } from '../sample-rating.ts';

const kg = (value: string) => ({ value, unit: 'KG' as const });
const lb = (value: string) => ({ value, unit: 'LB' as const });

describe('what would make freight by chargeable weight right', () => {
  // 200.3 kg by volume (10 × 60 × 40 × 50.075 cm ÷ 6,000 = 200.3), charged as 200.5 × 8.40 = 1,684.20.
  const linehaul: LinehaulRate = {
    model: 'CHARGEABLE_WEIGHT',
    weightUnit: 'KG',
    volumeDivisor: '6000',
    roundUpTo: '0.5',
    minimum: '75.00',
    breaks: [
      { from: '0', rate: '9.80' },
      { from: '100', rate: '8.40' },
      { from: '300', rate: '7.10' },
    ],
    nextBreak: true,
  };
  const dimensions = { length: '60', width: '40', height: '50.075', unit: 'CM' as const };
  const shipment = (weight = '150', more: Partial<Item> = {}): Partial<Shipment> => ({
    items: [{ item: 1, pieces: 10, weight: kg(weight), dimensions, ...more }],
  });

  it.each<[string, string, Partial<LinehaulBilling>]>([
    ['2184.00', 'R-24 DEFICIT_IGNORED: without rating as the next break', { shipment: shipment('260') }], // 260 × 8.40
    ['1260.00', 'WEIGHT_WRONG: by gross weight instead of chargeable weight', {}], // 150 × 8.40
    ['1682.52', 'WEIGHT_WRONG: with the weight not rounded up', {}], // 200.3 × 8.40
    ['1688.40', 'WEIGHT_WRONG: with the weight rounded up to 1 KG', {}], // 201 × 8.40
    ['1764.00', 'WEIGHT_WRONG: with the weight rounded up to 10 KG', {}], // 210 × 8.40
    ['2020.20', 'WEIGHT_WRONG: with a volume divisor of 5000 instead of 6000', {}], // 240.36: 240.5 × 8.40
    ['1964.90', 'R-24 LINEHAUL_WRONG: at the rate from 0 KG', {}], // 200.5 × 9.80
    ['1814.40', 'WEIGHT_WRONG: at the billed weight of 216 KG', { bill: { weight: kg('216') } }], // 216 × 8.40
  ])('%s: %s', (billed, explanation, more) => {
    expect(linehaulExplained(billed, { linehaul, shipment: shipment(), ...more })).toBe(explanation);
  });

  it.each([
    ['370.00', 'WEIGHT_WRONG: with kilograms per loading metre of 1850 instead of 1750'], // 2 × 1,850 = 3,700 kg
    ['300.00', 'WEIGHT_WRONG: with kilograms per loading metre of 1500 instead of 1750'],
  ])('%s: %s', (billed, explanation) => {
    const road: LinehaulRate = {
      ...{ model: 'CHARGEABLE_WEIGHT', weightUnit: 'KG', kgPerLoadingMetre: '1750', per: '100' },
      breaks: [{ from: '0', rate: '10.00' }],
    };
    const items = [{ item: 1, weight: kg('900'), loadingMetres: '2' }];
    expect(linehaulExplained(billed, { linehaul: road, shipment: { items } })).toBe(explanation);
  });
});

describe('what would make weight or measure right', () => {
  const linehaul: LinehaulRate = { model: 'WEIGHT_OR_MEASURE', rate: '65.00', minimumUnits: '4' };
  const shipment: Partial<Shipment> = {
    items: [{ item: 1, weight: kg('3140'), volume: { value: '2.4', unit: 'CBM' } }],
  };
  const free: LinehaulRate = { ...linehaul, minimumUnits: null };

  it.each<[string, string, LinehaulRate]>([
    ['156.00', 'WEIGHT_WRONG: by measure instead of weight', free], // 2.4 × 65
    ['260.00', 'WEIGHT_WRONG: with started units charged in full', free], // 4 × 65
    ['208.00', 'WEIGHT_WRONG: with started tenths of a unit charged in full', free], // 3.2 × 65
    ['204.10', 'MINIMUM_WRONG: without the minimum units', linehaul], // 3.14 × 65
  ])('%s: %s', (billed, explanation, rate) => {
    expect(linehaulExplained(billed, { linehaul: rate, shipment })).toBe(explanation);
  });

  it('by weight instead of measure', () => {
    const light = { items: [{ item: 1, weight: kg('1000'), volume: { value: '2.4', unit: 'CBM' as const } }] };
    expect(linehaulExplained('65.00', { linehaul: free, shipment: light })).toBe(
      'WEIGHT_WRONG: by weight instead of measure',
    );
  });
});

describe('what would make a parcel right', () => {
  const linehaul: LinehaulRate = {
    model: 'ZONE_TABLE',
    zones: [
      { zone: '5', destination: { country: 'US', regions: ['TX'] } },
      { zone: '8', destination: { country: 'US', regions: ['CA'] } },
    ],
    weightUnit: 'LB',
    dimDivisor: '166',
    dimRounding: 'HALF_UP',
    rates: {
      '5': ['20', '33', '34', '38', '40', '45', '70'].map((upTo) => ({ upTo, amount: `${upTo}.00` })),
      '8': [{ upTo: '70', amount: '88.00' }],
    },
  };
  const box: Item = {
    ...{ item: 1, pieces: 1, weight: lb('19') },
    dimensions: { length: '24.2', width: '18.6', height: '12.1', unit: 'IN' },
  };

  // Owed: 24 × 19 × 12 ÷ 166 = 32.96: 33 lb.
  it.each<[string, string, Partial<LinehaulBilling>]>([
    ['38.00', 'R-17 WEIGHT_WRONG: with the sides rounded up', {}], // 6,175 ÷ 166 = 37.2: 38 lb
    ['40.00', 'R-17 WEIGHT_WRONG: with a divisor of 139 instead of 166', {}], // 39.4: 40 lb
    ['20.00', 'R-17 WEIGHT_WRONG: by actual weight alone', {}],
    ['88.00', 'LINEHAUL_WRONG: at zone 8', {}],
    ['45.00', 'WEIGHT_WRONG: at the billed weight of 44 LB', { bill: { weight: lb('44') } }],
  ])('%s: %s', (billed, explanation, more) => {
    expect(linehaulExplained(billed, { linehaul, shipment: { items: [box] }, ...more })).toBe(explanation);
  });

  it('whose packages were billed one by one', () => {
    const together: LinehaulRate = {
      ...linehaul,
      ...{ dimDivisor: null, hundredweight: { fromWeight: '50', per: '100', rates: { '5': '40.00' } } },
    };
    const items = [{ ...box, pieces: 4, weight: lb('76') }];
    expect(linehaulExplained('80.00', { linehaul: together, shipment: { items } })).toBe(
      'R-18 LINEHAUL_WRONG: package by package instead of all together',
    );
  });

  it('whose weight is rounded up to more than a pound', () => {
    const inFives: LinehaulRate = { ...linehaul, dimDivisor: null, roundUpTo: '20' };
    const items = [{ ...box, weight: lb('33') }];
    expect(linehaulExplained('33.00', { linehaul: inFives, shipment: { items } })).toBe(
      'WEIGHT_WRONG: with weights rounded up to 1',
    );
  });
});

describe('what would make a rate sheet right', () => {
  const linehaul: LinehaulRate = {
    model: 'TABLE',
    rows: { by: 'WEIGHT', unit: 'LB', bands: ['500', '1000', '2000'] },
    columns: { by: 'DISTANCE', unit: 'MI', bands: ['1', '250', '500'] },
    cells: [
      ['310.00', '420.00', '530.00'],
      ['515.00', '640.00', '770.00'],
      ['830.00', '990.00', null],
    ],
    cell: 'AMOUNT',
    factor: '1.10',
    minimum: '100.00',
    maximum: '700.00',
  };

  // Owed: 640.00 × 1.10 = 704.00, at most 700.00.
  it.each<[string, string]>([
    ['640.00', 'LINEHAUL_WRONG: without the factor'],
    ['462.00', 'LINEHAUL_WRONG: in the row from 500'], // 420 × 1.10
    ['566.50', 'LINEHAUL_WRONG: in the column from 1'], // 515 × 1.10
    ['704.00', 'LINEHAUL_WRONG: without the maximum'],
    ['100.00', 'MINIMUM_WRONG: at the minimum'],
  ])('%s: %s', (billed, explanation) => {
    expect(linehaulExplained(billed, { linehaul })).toBe(explanation);
  });

  it('finds the band of distance that was taken', () => {
    const bands: LinehaulRate = {
      ...{ model: 'PER_DISTANCE', unit: 'MI' },
      bands: [
        { from: '0', amount: '350.00' },
        { from: '100', rate: '3.10' },
        { from: '400', rate: '2.40' },
      ],
    };
    expect(linehaulExplained('1277.20', { linehaul: bands })).toBe('R-04 LINEHAUL_WRONG: at the band from 100 MI');
    expect(linehaulExplained('350.00', { linehaul: bands })).toBe('R-04 LINEHAUL_WRONG: at the band from 0 MI');
  });

  it('finds the billed distance, whoever’s it is', () => {
    const agreed: LinehaulRate = { model: 'PER_DISTANCE', unit: 'MI', rate: '2.00', distanceSource: 'PC*MILER 17' };
    const billing: LinehaulBilling = {
      linehaul: agreed,
      shipment: { distance: { value: '412', unit: 'MI', source: 'PC*MILER 17' } },
      bill: { distance: { value: '460', unit: 'MI' } },
    };
    expect(linehaulExplained('920.00', billing)).toBe('R-02 DISTANCE_WRONG: at the billed distance of 460 MI');
  });
});

describe('what would make a price per unit right', () => {
  const linehaul: LinehaulRate = {
    ...{ model: 'PER_UNIT', unit: 'CONTAINER', rate: '2000.00' },
    equipmentRates: { '20GP': '1450.00', '40HC': '2350.00' },
  };
  const shipment: Partial<Shipment> = {
    ...{ equipment: '20GP', items: [{ item: 1, pieces: 2, packaging: 'CONTAINER' }] },
  };

  it.each<[string, string, Partial<LinehaulBilling>]>([
    ['4700.00', 'LINEHAUL_WRONG: at the rate of 40HC', {}],
    ['4000.00', 'LINEHAUL_WRONG: at the rate of unnamed equipment', {}],
    [
      '4350.00',
      'LINEHAUL_WRONG: for the billed count of 3',
      { bill: { charges: [{ line: 1, charge: 'LINEHAUL', amount: '4350.00', quantity: { value: '3', unit: 'EA' } }] } },
    ],
  ])('%s: %s', (billed, explanation, more) => {
    expect(linehaulExplained(billed, { linehaul, shipment, ...more })).toBe(explanation);
  });
});

it('the search for a mistake ends at the first that fits', () => {
  const rated = ratedSample({}, sampleBill());
  const all = rated.hypotheses('LINEHAUL', null);
  const undiscounted = rated.hypotheses('LINEHAUL', null, ({ reason }) => reason === 'DISCOUNT_WRONG');
  expect(undiscounted.at(-1)?.label).toBe('undiscounted');
  expect(undiscounted).toEqual(all.slice(0, undiscounted.length));
  expect(undiscounted.length).toBeLessThan(all.length);
});
