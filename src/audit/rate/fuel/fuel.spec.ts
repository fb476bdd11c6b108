import { describe, expect, it } from '@jest/globals';
import type { ContractVersion, IndexValue } from '../../../freight/contract.ts';
import type { FuelProgramme, IndexedSurcharge } from '../../../freight/fuel.ts';
import { besideBilled } from '../left-out.ts';
import {
  sampleContract,
  sampleDetention,
  sampleIndexes,
  sampleLane,
  samplePickup,
  sampleShipment,
} from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { chargeOf, ratedSample, verdictOf } from '../sample-rating.ts';

// The linehaul of the sample is 276.64; the price in force on 2 March is that of 23 February, 4.012.
const fuelOf = (fuel: ContractVersion['fuel'], parts: SampleParts = {}) =>
  chargeOf(ratedSample({ contracts: [sampleContract({ fuel })], ...parts }), 'FUEL');
const owed = (fuel: ContractVersion['fuel'], parts: SampleParts = {}) => verdictOf(fuelOf(fuel, parts));

const common = { index: 'EIA-DIESEL-US', inForce: { addDays: 1 } } as const;
const formula = (more: object = {}): FuelProgramme => ({
  ...common,
  model: 'PERCENT_FORMULA',
  peg: '3.00',
  step: '0.05',
  percentPerStep: '0.01',
  base: ['LINEHAUL'],
  ...more,
});
const table = (more: object = {}): FuelProgramme => ({
  ...common,
  model: 'PERCENT_TABLE',
  table: [
    { from: '3.95', value: '0.28' },
    { from: '4.01', value: '0.2855' },
  ],
  base: ['LINEHAUL'],
  ...more,
});
const at = (price: string): IndexValue[] => sampleIndexes().map((index) => ({ ...index, value: price }));

describe('a percentage by steps above a peg', () => {
  it.each<[string, string, 'UP' | 'DOWN' | undefined, string]>([
    // (4.012 − 3.00) ÷ 0.05 = 20.24
    ['whole steps only, unless it says otherwise', '4.012', undefined, '55.33'], // 20 % of 276.64 = 55.328
    ['whole steps only', '4.012', 'DOWN', '55.33'],
    ['each portion of a step', '4.012', 'UP', '58.09'], // 21 % = 58.0944
    ['a whole step, however it is counted', '4.00', 'UP', '55.33'],
    ['nothing at the peg', '3.00', 'UP', '0.00'],
    ['nothing below the peg', '2.40', 'UP', '0.00'],
  ])('counts %s', (_, price, stepRounding, amount) => {
    expect(owed(formula({ stepRounding }), { indexes: at(price) })).toBe(amount);
  });

  it('is compared by the check of the formula', () => {
    expect(fuelOf(formula())?.check).toBe('F-04');
    expect(fuelOf(table())?.check).toBe('F-03');
  });
});

describe('beyond the last row', () => {
  const beyond = { step: '0.06', value: '0.005' };
  it.each<[string, string, 'UP' | 'DOWN' | null, string]>([
    // 4.199 − 4.01 = 0.189, that is 3.15 steps
    ['whole steps', '4.199', null, '83.13'], // 28.55 % + 3 × 0.5 % = 30.05 % of 276.64 = 83.13032
    ['or portions thereof', '4.199', 'UP', '84.51'], // 30.55 % = 84.51352
    ['nothing more on the row itself', '4.01', 'UP', '78.98'], // 28.55 % = 78.98072
  ])('adds %s', (_, price, stepRounding, amount) => {
    expect(owed(table({ beyond: { ...beyond, stepRounding } }), { indexes: at(price) })).toBe(amount);
  });
});

describe('what the contract rounds', () => {
  it.each<[string, Partial<ContractVersion>, string]>([
    ['the percent by its mode: 28.55 % is 28.6 %', {}, '79.12'], // 0.286 × 276.64 = 79.11904
    ['the percent downwards where it says so: 28.5 %', { rounding: { mode: 'DOWN' } }, '78.84'], // 78.8424
  ])('is %s', (_, more, amount) => {
    const contracts = [sampleContract({ fuel: table({ percentPlaces: 3 }), ...more })];
    expect(verdictOf(chargeOf(ratedSample({ contracts }), 'FUEL'))).toBe(amount);
  });

  it('is never the percent where it does not say so', () => {
    expect(owed(table())).toBe('78.98');
  });
});

describe('the least and the most', () => {
  it.each([
    [{ maximum: '50.00' }, '50.00'],
    [{ minimum: '100.00' }, '100.00'],
    [{ minimum: '10.00', maximum: '90.00' }, '78.98'],
  ])('bound the charge, not the percent: %j', (bounds, amount) => {
    expect(owed(table(bounds))).toBe(amount);
  });
});

describe('which programme', () => {
  const lanes = (fuel: FuelProgramme | 'NONE' | null) => ({
    contracts: [sampleContract({ fuel: table(), lanes: [sampleLane({ fuel })] })],
  });
  it.each<[string, FuelProgramme | 'NONE' | null, string]>([
    ['the contract’s where the lane says nothing', null, '78.98'],
    ['the lane’s own', formula(), '55.33'],
    ['none where the lane is all-in', 'NONE', '0.00 FUEL_WRONG'],
  ])('is %s', (_, fuel, amount) => {
    expect(verdictOf(chargeOf(ratedSample(lanes(fuel)), 'FUEL'))).toBe(amount);
  });
});

describe('which price', () => {
  const revised: IndexValue = {
    ...{ series: 'EIA-DIESEL-US', period: '2026-02-23', value: '3.960' },
    ...{ publishedOn: '2026-02-26', revision: 1 },
  };
  it.each<[string, object, string]>([
    ['the first publication', {}, '78.98'],
    ['the latest, where the contract says so', { publication: 'LATEST' }, '77.46'], // 28 % = 77.4592
    // (3.950 + 4.012) ÷ 2 = 3.981, in force from 1 March
    ['the average of the month before', { average: 'MONTH', inForce: { then: 'DAY_1' } }, '77.46'],
    // (3.950 + 3.960) ÷ 2 = 3.955
    ['that average as revised', { average: 'MONTH', inForce: { then: 'DAY_1' }, publication: 'LATEST' }, '77.46'],
  ])('is %s', (_, more, amount) => {
    expect(owed(table(more), { indexes: [...sampleIndexes(), revised] })).toBe(amount);
  });

  it('a revision that came after the shipment left changes nothing for it', () => {
    const late = { ...revised, publishedOn: '2026-03-03' };
    expect(owed(table({ publication: 'LATEST' }), { indexes: [...sampleIndexes(), late] })).toBe('78.98');
  });

  it.each<[string, IndexValue[], string]>([
    ['the series, where nothing of it is known', [], 'F-01'],
    ['the period, where none is in force yet', sampleIndexes().slice(2), 'F-02'],
  ])('is missing: %s', (_, indexes, check) => {
    expect(fuelOf(table(), { indexes })).toMatchObject({ amount: null, reason: 'INDEX_MISSING', check });
  });

  it('needs the distance of a surcharge by distance', () => {
    const fuel: FuelProgramme = {
      ...common,
      model: 'PER_DISTANCE_TABLE',
      table: [{ from: '0', value: '0.45' }],
      unit: 'MI',
    };
    // 412 × 0.45
    expect(owed(fuel)).toBe('185.40');
    const shipment = sampleShipment({ distance: null });
    expect(fuelOf(fuel, { shipment })).toMatchObject({ amount: null, check: 'F-06', reason: 'FACT_MISSING' });
  });
});

describe('a base charge that is not provable', () => {
  const detention = sampleDetention();
  const fuel = table({ base: ['LINEHAUL', 'DETENTION_DELIVERY'] });
  const withDetention = ratedSample({
    contracts: [sampleContract({ fuel, accessorials: [detention] })],
    events: [samplePickup()],
  });
  const unclassed = ratedSample({
    shipment: sampleShipment({ items: [{ item: 1, weight: { value: '1850', unit: 'LB' }, freightClass: null }] }),
    contracts: [sampleContract({ fuel: table() })],
  });

  it.each<[string, { charge: 'DETENTION_DELIVERY' | 'LIFTGATE_DELIVERY'; stop: number | null }[], string]>([
    ['is left out where nobody bills it', [{ charge: 'LIFTGATE_DELIVERY', stop: 2 }], '78.98'],
    ['stands in the way where it is billed', [{ charge: 'DETENTION_DELIVERY', stop: 2 }], 'null FACT_MISSING'],
    [
      'stands in the way where it is billed for no stop',
      [{ charge: 'DETENTION_DELIVERY', stop: null }],
      'null FACT_MISSING',
    ],
    ['is left out where it is billed for another stop', [{ charge: 'DETENTION_DELIVERY', stop: 1 }], '78.98'],
  ])('%s', (_, lines, amount) => {
    expect(verdictOf(chargeOf(besideBilled(withDetention, lines), 'FUEL'))).toBe(amount);
  });

  it.each<[string, 'FUEL' | 'LINEHAUL' | 'DISCOUNT', string]>([
    ['where it is not billed', 'FUEL', '0.00'],
    ['where it is billed', 'LINEHAUL', 'null FACT_MISSING'],
    ['where any line of its family is billed', 'DISCOUNT', 'null FACT_MISSING'],
  ])('may be the linehaul itself: fuel %s', (_, charge, amount) => {
    expect(verdictOf(chargeOf(unclassed, 'LINEHAUL'))).toBe('null FACT_MISSING');
    const beside = besideBilled(unclassed, [{ charge, stop: null }]);
    expect(verdictOf(chargeOf(beside, 'FUEL'))).toBe(amount);
  });

  it('is nothing to wait for where every base charge is provable', () => {
    const rated = ratedSample();
    expect(besideBilled(rated, [{ charge: 'LINEHAUL', stop: null }])).toBe(rated);
  });
});

describe('surcharges beside fuel', () => {
  const bunker: IndexedSurcharge = {
    ...{ index: 'VLSFO', inForce: { then: 'DAY_1' }, charge: 'BUNKER', model: 'PER_UNIT_TABLE', unit: 'PALLET' },
    table: [
      { from: '500', value: '12.00' },
      { from: '550', value: '14.50' },
    ],
    beyond: { step: '25', value: '2.00' },
  };
  const currency: IndexedSurcharge = {
    ...{ index: 'USD-BASKET', charge: 'CURRENCY_ADJUSTMENT', model: 'PERCENT_TABLE' },
    ...{ table: [{ from: '0.90', value: '0.03' }], base: ['LINEHAUL', 'BUNKER'] },
  };
  const indexes: IndexValue[] = [
    ...sampleIndexes(),
    { series: 'VLSFO', period: '2026-02-01', value: '602', publishedOn: '2026-02-03', revision: 0 },
    { series: 'USD-BASKET', period: '2026-03-01', value: '0.95', publishedOn: '2026-03-01', revision: 0 },
  ];
  const owes = (more: Partial<ContractVersion>) =>
    ratedSample({ contracts: [sampleContract({ fuel: table(), ...more })], indexes }).expected.map(
      (one) => `${one.charge} ${verdictOf(one)}`,
    );

  it('follow indexes of their own, each of those before it', () => {
    // 602 − 550 = 52: two steps past the last row, 14.50 + 4.00 for each of 4 pallets.
    // 3 % of 276.64 + 74.00 = 10.5192.
    expect(owes({ surcharges: [bunker, currency] })).toEqual([
      'LINEHAUL 276.64',
      'FUEL 78.98',
      'LIFTGATE_DELIVERY 85.00',
      'BUNKER 74.00',
      'CURRENCY_ADJUSTMENT 10.52',
    ]);
  });

  it('are the lane’s own where it has some, and none where it lists none', () => {
    const flat: IndexedSurcharge = { ...bunker, unit: 'LOAD' };
    const lanes = (surcharges: IndexedSurcharge[]) => [sampleLane({ surcharges })];
    expect(owes({ surcharges: [bunker], lanes: lanes([flat]) })).toContain('BUNKER 18.50');
    expect(owes({ surcharges: [bunker], lanes: lanes([]) })).toHaveLength(3);
  });

  it('wait for their own index', () => {
    const contracts = [sampleContract({ surcharges: [bunker] })];
    expect(verdictOf(chargeOf(ratedSample({ contracts }), 'BUNKER'))).toBe('null INDEX_MISSING');
  });

  it('have their mistakes found like those of fuel', () => {
    const contracts = [sampleContract({ surcharges: [bunker] })];
    const mistakes = ratedSample({ contracts, indexes }).hypotheses('BUNKER', null);
    // 14.50 × 4, the last row without the steps beyond it.
    expect(mistakes.find(({ amount }) => amount.toFixed(2) === '58.00')).toMatchObject({
      ...{ reason: 'FUEL_WRONG', check: 'F-03', label: 'at the last row, with nothing for the steps beyond it' },
    });
  });
});
