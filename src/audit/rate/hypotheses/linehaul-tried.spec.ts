import { describe, expect, it } from '@jest/globals';
import type { BilledLine } from '../../../freight/bill.ts';
import type { LinehaulRate } from '../../../freight/linehaul.ts';
import { sampleBreaks, sampleContract, sampleLane, sampleShipment } from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { linehaulExplained, ratedSample, sampleBill } from '../sample-rating.ts';

const lb = (value: string) => ({ value, unit: 'LB' as const });
/** Class 70 at 100.00 a hundredweight: without discount and minimum the amount is the pounds. */
const plain = sampleBreaks({
  ...{ breaks: [{ from: '0', rates: { '60': '50', '70': '100', '85': '200' } }] },
  ...{ deficit: false, discount: null, minimum: null },
});
const line = (charge: BilledLine['charge'], value: string, unit: string) =>
  [{ line: 1, charge, amount: '1.00', quantity: { value, unit } }] as BilledLine[];

/** What is tried for a linehaul: `amount label`, in order. */
function tried(linehaul: LinehaulRate, parts: SampleParts = {}): string[] {
  const contracts = [sampleContract({ lanes: [sampleLane({ linehaul })] })];
  return ratedSample({ contracts, ...parts }, sampleBill({ charges: [] }))
    .hypotheses('LINEHAUL', null)
    .map(({ amount, label }) => `${amount.toFixed(2)} ${label}`);
}

describe('what the lines of a bill name', () => {
  it.each<[string, BilledLine[], string | undefined]>([
    ['1950.00', line('LINEHAUL', '1950', 'LB'), 'WEIGHT_WRONG: at the billed weight of 1,950 LB'],
    // 900 ÷ 0.45359237 = 1,984.16…
    ['1984.16', line('LINEHAUL', '900', 'KG'), 'WEIGHT_WRONG: at the billed weight of 900 KG'],
    ['1950.00', line('LINEHAUL', '1950', 'MI'), undefined],
  ])('%s: a weight', (billed, charges, explanation) => {
    expect(linehaulExplained(billed, { linehaul: plain, bill: { charges } })).toBe(explanation);
  });

  const byMiles: LinehaulRate = { model: 'PER_DISTANCE', unit: 'MI', rate: '2.00' };
  it.each<[string, BilledLine[], string | undefined]>([
    ['860.00', line('LINEHAUL', '430', 'MI'), 'R-02 DISTANCE_WRONG: at the billed distance of 430 MI'],
    // 700 ÷ 1.609344 = 434.9598… miles
    ['869.92', line('LINEHAUL', '700', 'KM'), 'R-02 DISTANCE_WRONG: at the billed distance of 700 KM'],
    ['860.00', line('FUEL', '430', 'MI'), undefined],
    ['860.00', line('LINEHAUL', '430', 'LB'), undefined],
  ])('%s: a distance', (billed, charges, explanation) => {
    expect(linehaulExplained(billed, { linehaul: byMiles, bill: { charges } })).toBe(explanation);
  });

  it.each<[string, BilledLine[], string | undefined]>([
    ['150.00', line('LINEHAUL', '3', 'EA'), 'LINEHAUL_WRONG: for the billed count of 3'],
    ['60.00', line('LINEHAUL', '1', 'EA'), 'LINEHAUL_WRONG: for the billed count of 1'], // at least 60.00
    ['320.00', line('LINEHAUL', '9', 'EA'), 'LINEHAUL_WRONG: for the billed count of 9'], // at most 320.00
    ['150.00', line('FUEL', '3', 'EA'), undefined],
    ['150.00', line('LINEHAUL', '3', 'LB'), undefined],
  ])('%s: a count', (billed, charges, explanation) => {
    const perPallet: LinehaulRate = {
      ...{ model: 'PER_UNIT', unit: 'PALLET', rate: '50.00', minimum: '60.00', maximum: '320.00' },
    };
    expect(linehaulExplained(billed, { linehaul: perPallet, bill: { charges } })).toBe(explanation);
  });
});

describe('tried for class rates are', () => {
  it('a minimum discounted, which the contract does not discount', () => {
    // 120 lb of class 70: 120.00 less 60 % are 48.00, at least 100.00; the minimum less 60 % is 40.00, and 48.00 is more.
    const terms = { ...plain, discount: '0.6', minimum: '100.00' };
    const shipment = sampleShipment({ items: [{ item: 1, weight: lb('120'), freightClass: '70' }] });
    expect(tried(terms, { shipment }).slice(0, 2)).toEqual([
      '48.00 with the minimum discounted',
      '120.00 undiscounted',
    ]);
    // 80 lb: 32.00; the minimum less 60 % is 40.00.
    const lighter = sampleShipment({ items: [{ item: 1, weight: lb('80'), freightClass: '70' }] });
    expect(tried(terms, { shipment: lighter })[0]).toBe('40.00 with the minimum discounted');
    expect(tried({ ...terms, discount: null }, { shipment }).join()).not.toContain('the minimum discounted');
  });

  it('discounts of other lanes, up to twenty', () => {
    const lanes = Array.from({ length: 25 }, (_, place) =>
      sampleLane({
        ...(place === 0 ? {} : { lane: `L-${place}`, destination: { country: 'MX' } }),
        linehaul: { ...plain, discount: place === 0 ? '0.5' : `0.${10 + place}` },
      }),
    );
    lanes.push(sampleLane({ lane: 'NET', destination: { country: 'CA' }, linehaul: plain }));
    const contracts = [sampleContract({ lanes })];
    const found = tried(plain, { contracts }).filter((one) => one.includes('with a discount of'));
    // 1,850.00 less 11 %, less 12 %, … less 30 %; 50 % is its own.
    expect(found).toEqual(
      Array.from({ length: 20 }, (_, place) => `${1850 - 18.5 * (11 + place)}`)
        .map((amount) => (amount.includes('.') ? `${amount}0` : `${amount}.00`))
        .map((amount, place) => `${amount} with a discount of ${11 + place} %`),
    );
  });

  it('the gross without the deficit', () => {
    // 1,850 lb: 18.5 × 42.15 = 779.775; the deficit makes it 728.00.
    expect(tried(sampleBreaks())).toContain('779.78 undiscounted and without the deficit');
  });
});

describe('tried for other lanes and bounds are', () => {
  const flat = (amount: string): LinehaulRate => ({ model: 'FLAT', amount });

  it('a hundred lanes, its own among them', () => {
    const lanes = Array.from({ length: 110 }, (_, place) =>
      sampleLane({
        ...(place === 0 ? {} : { lane: `L-${place}`, destination: { country: 'MX' } }),
        linehaul: flat(`${500 + place}.00`),
      }),
    );
    const found = tried(flat('500.00'), { contracts: [sampleContract({ lanes })] });
    expect(found).toEqual(Array.from({ length: 99 }, (_, place) => `${501 + place}.00 at lane L-${place + 1}`));
  });

  it('every rounding but its own', () => {
    // 412 × 1.00125 = 412.515
    const linehaul: LinehaulRate = { model: 'PER_DISTANCE', unit: 'MI', rate: '1.00125' };
    expect(tried(linehaul)).toEqual(['412.51 rounded down', '413.00 rounded half up to whole units of the currency']);
  });

  it('the cheapest and the dearest the contract allows, and neither', () => {
    const linehaul: LinehaulRate = { model: 'PER_DISTANCE', unit: 'MI', rate: '1.00', minimum: '500.00' };
    expect(tried(linehaul)).toEqual(['412.00 without the minimum']);
    expect(tried({ ...linehaul, minimum: '100.00', maximum: '300.00' })).toEqual([
      '100.00 at the minimum',
      '412.00 without the maximum',
    ]);
  });

  it('every rate of other equipment, and every row, column and zone', () => {
    const container: LinehaulRate = {
      ...{ model: 'PER_UNIT', unit: 'LOAD', rate: null, equipmentRates: { '20GP': '10.00', '40GP': '20.00' } },
    };
    expect(tried(container, { shipment: sampleShipment({ equipment: '20GP' }) })).toEqual([
      '20.00 at the rate of 40GP',
    ]);
    const sheet: LinehaulRate = {
      ...{
        model: 'TABLE',
        cell: 'AMOUNT',
        cells: [
          ['1.00', '2.00'],
          ['3.00', '4.00'],
        ],
      },
      rows: { by: 'WEIGHT', unit: 'LB', bands: ['0', '1000'] },
      columns: { by: 'DISTANCE', unit: 'MI', bands: ['0', '500'] },
    };
    // 1,850 lb and 412 miles: 3.00.
    expect(tried(sheet).slice(0, 2)).toEqual(['1.00 in the row from 0', '4.00 in the column from 500']);
  });

  it('every zone of a parcel', () => {
    const parcel: LinehaulRate = {
      ...{ model: 'ZONE_TABLE', weightUnit: 'LB', zones: [{ zone: '5', destination: {} }] },
      rates: {
        '3': [{ upTo: '9999', amount: '3.00' }],
        '5': [{ upTo: '9999', amount: '5.00' }],
        '8': [{ upTo: '9999', amount: '8.00' }],
      },
    };
    const shipment = sampleShipment({ items: [{ item: 1, pieces: 1, weight: lb('20') }] });
    expect(tried(parcel, { shipment })).toEqual(['3.00 at zone 3', '8.00 at zone 8']);
  });

  it('divisors in use, by pounds and by kilograms', () => {
    const parcel = (weightUnit: 'LB' | 'KG', dimDivisor: string): LinehaulRate => ({
      ...{ model: 'ZONE_TABLE', weightUnit, dimDivisor, dimRounding: 'UP', zones: [{ zone: '5', destination: {} }] },
      rates: { '5': Array.from({ length: 400 }, (_, row) => ({ upTo: `${row + 1}`, amount: `${row + 1}.00` })) },
    });
    const box = (unit: 'IN' | 'CM', side: string) =>
      sampleShipment({
        items: [{ item: 1, pieces: 1, weight: lb('2'), dimensions: { length: side, width: side, height: side, unit } }],
      });
    // 20.4 in up is 21: 9,261 ÷ 139 = 66.6; 20.4³ = 8,489.66 ÷ 139 = 61.1; half up 20: 8,000 ÷ 139 = 57.6.
    expect(tried(parcel('LB', '139'), { shipment: box('IN', '20.4') })).toEqual([
      '62.00 with the sides not rounded',
      '58.00 with the sides rounded half up',
      '56.00 with a divisor of 166 instead of 139', // 55.8
      '48.00 with a divisor of 194 instead of 139', // 47.7
      '2.00 by actual weight alone',
    ]);
    // 50 cm: 125,000 ÷ 5,000 = 25
    expect(tried(parcel('KG', '5000'), { shipment: box('CM', '50') })).toEqual([
      '21.00 with a divisor of 6000 instead of 5000', // 20.8
      '32.00 with a divisor of 4000 instead of 5000', // 31.25
      '1.00 by actual weight alone', // 0.9 kg
    ]);
  });
});
