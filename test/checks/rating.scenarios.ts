import type { ContractVersion, Lane } from '../../src/freight/contract.ts';
import type { LinehaulRate } from '../../src/freight/linehaul.ts';
import type { AgreedPrice } from '../../src/freight/shipment.ts';
import { byClass } from './rating-by-class.scenarios.ts';
import { byRoom } from './rating-by-room.scenarios.ts';
import { parcels } from './rating-parcels.scenarios.ts';
import { cannotAssess, type Given, passes, raises, type Scenario } from './scenario.ts';

/** A contract of one lane within the US at this price. */
function at(linehaul: LinehaulRate, more: Partial<ContractVersion> = {}): Given['contract'] {
  return { lanes: [{ lane: 'US', origin: { country: 'US' }, destination: { country: 'US' }, linehaul }], ...more };
}

/** No liftgate: the linehaul alone is billed. */
function billed(amount: string, given: Given = {}): Given {
  const shipment = given.shipment && typeof given.shipment === 'object' ? given.shipment : {};
  return { charges: [['LINEHAUL', amount]], ...given, shipment: { services: [], ...shipment } };
}

/** A lane within the US at 10.00 for a hundred kilograms, so many of them to a loading metre. */
function byLoadingMetre(kgPerLoadingMetre: string): Lane {
  const per = { weightUnit: 'KG' as const, kgPerLoadingMetre, per: '100', breaks: [{ from: '0', rate: '10.00' }] };
  const us = { country: 'US' };
  return { lane: 'US', origin: us, destination: us, linehaul: { model: 'CHARGEABLE_WEIGHT', ...per } };
}

/** 412 miles × 2.15 = 885.80. */
const perMile: LinehaulRate = { model: 'PER_DISTANCE', rate: '2.15', unit: 'MI', minimum: '500.00' };
/** 412 miles are in the band from 400: × 2.40 = 988.80. */
const bands: LinehaulRate = {
  model: 'PER_DISTANCE',
  unit: 'MI',
  bands: [
    { from: '0', amount: '350.00' },
    { from: '100', rate: '3.10' },
    { from: '400', rate: '2.40' },
  ],
};
/** 1,850 lb and 412 miles: the second row, the second column. */
const sheet: LinehaulRate = {
  model: 'TABLE',
  rows: { by: 'WEIGHT', unit: 'LB', bands: ['500', '1000', '2000'] },
  columns: { by: 'DISTANCE', unit: 'MI', bands: ['1', '250', '500'] },
  cells: [
    ['310.00', '420.00', '530.00'],
    ['515.00', '640.00', '770.00'],
    ['830.00', '990.00', null],
  ],
  cell: 'AMOUNT',
};
const perPallet: LinehaulRate = { model: 'PER_UNIT', unit: 'PALLET', rate: '45.00' };
/** From 08:10 in Akron to 09:15 in Dallas two days later: 49 h 5 min + the hour between the zones = 50 h 5 min. */
const perHour: LinehaulRate = { model: 'PER_UNIT', unit: 'HOUR', rate: '12.00', incrementMinutes: 30 };

const byDistance: readonly Scenario[] = [
  raises(
    'R-01',
    'a truckload above rate × distance, by no mistake that is known',
    billed('1000.00', { contract: at(perMile) }),
    { line: 1, reason: 'LINEHAUL_WRONG', amount: '114.20', charge: { expected: '885.80' }, state: 'DISPUTED' },
  ),
  passes('R-01', 'a truckload by the mile', billed('885.80', { contract: at(perMile) }), { line: 1 }),
  passes(
    'R-01',
    'a short truckload at the minimum',
    billed('500.00', { contract: at(perMile), shipment: { distance: { value: '120', unit: 'MI' } } }),
    { line: 1 },
  ),
  cannotAssess(
    'R-01',
    'an order without a distance',
    billed('885.80', { contract: at(perMile), shipment: { distance: null } }),
    { line: 1, reason: 'FACT_MISSING' },
  ),
  raises(
    'R-02',
    'a truckload billed over 460 miles instead of 412',
    billed('989.00', { contract: at(perMile), bill: { distance: { value: '460', unit: 'MI' } } }), // 460 × 2.15
    {
      ...{ line: 1, reason: 'DISTANCE_WRONG', amount: '103.20', state: 'DISPUTED' },
      sentence: /at the billed distance of 460 MI/,
    },
  ),
  passes(
    'R-02',
    'a distance in kilometres',
    billed('885.80', { contract: at(perMile), shipment: { distance: { value: '663.049728', unit: 'KM' } } }), // 412 × 1.609344
  ),
  cannotAssess(
    'R-02',
    'a contract that counts the miles of another engine',
    billed('885.80', { contract: at({ ...perMile, distanceSource: 'PC*MILER 17 practical' }) }),
    { line: 1, reason: 'FACT_MISSING' },
  ),
  raises(
    'R-04',
    'a truckload at the rate of the band below',
    billed('1277.20', { contract: at(bands) }), // 412 × 3.10
    { line: 1, reason: 'LINEHAUL_WRONG', amount: '288.40', sentence: /at the band from 100 MI/, state: 'DISPUTED' },
  ),
  passes('R-04', 'a truckload at the rate of its band', billed('988.80', { contract: at(bands) }), { line: 1 }),
  raises('R-04', 'a rate sheet read one row too low', billed('990.00', { contract: at(sheet) }), {
    line: 1,
    reason: 'LINEHAUL_WRONG',
    amount: '350.00',
    sentence: /in the row from 2,000/,
    state: 'DISPUTED',
  }),
  passes('R-04', 'a rate sheet read right', billed('640.00', { contract: at(sheet) }), { line: 1 }),
  cannotAssess(
    'R-04',
    'a weight below the first row of the sheet',
    billed('300.00', { contract: at(sheet), shipment: { items: [{ item: 1, weight: { value: '400', unit: 'LB' } }] } }),
    { line: 1, reason: 'RATE_MISSING' },
  ),
];

const byUnit: readonly Scenario[] = [
  raises('R-03', 'a flat price billed too high', billed('350.00'), {
    ...{ line: 1, reason: 'LINEHAUL_WRONG', amount: '50.00', state: 'DISPUTED' },
    charge: { expected: '300.00', approved: '300.00', disputed: '50.00' },
  }),
  passes('R-03', 'a flat price', billed('300.00'), { line: 1 }),
  raises(
    'R-03',
    'five pallets billed where four were shipped',
    billed('225.00', {
      contract: at(perPallet),
      charges: [['LINEHAUL', '225.00', { quantity: { value: '5', unit: 'PALLET' } }]],
    }),
    { line: 1, reason: 'LINEHAUL_WRONG', amount: '45.00', sentence: /for the billed count of 5/ },
  ),
  passes('R-03', 'four pallets at 45.00', billed('180.00', { contract: at(perPallet) }), { line: 1 }),
  passes('R-03', 'hours from the first arrival to the last departure', billed('606.00', { contract: at(perHour) }), {
    line: 1, // 50.5 hours × 12.00
  }),
  cannotAssess(
    'R-03',
    'pallets that nobody counted',
    billed('180.00', { contract: at(perPallet), shipment: { items: [{ item: 1, packaging: 'PALLET' }] } }),
    { line: 1, reason: 'FACT_MISSING' },
  ),
  passes(
    'R-03',
    'a percentage of the declared value',
    billed('70.00', {
      contract: at({ model: 'PERCENT_OF_VALUE', percent: '0.0035' }),
      shipment: { declaredValue: { amount: '20000.00', currency: 'USD' } },
    }),
    { line: 1 },
  ),
  cannotAssess(
    'R-03',
    'a percentage of a value that nobody declared',
    billed('70.00', { contract: at({ model: 'PERCENT_OF_VALUE', percent: '0.0035' }) }),
    { line: 1, reason: 'FACT_MISSING' },
  ),
];

const agreed = (kind: AgreedPrice['kind'], currency = 'USD'): Given['shipment'] => ({
  agreed: {
    ...{ kind, reference: 'Q-77', currency, otherwise: 'CONTRACT' },
    charges: [{ charge: 'LINEHAUL', amount: '250.00' }],
  },
});

const byPrecedence: readonly Scenario[] = [
  raises(
    'R-15',
    'the contract’s price billed for a shipment that was quoted',
    billed('300.00', { shipment: agreed('QUOTE') }),
    { line: 1, reason: 'AGREED_EXCEEDED', amount: '50.00', state: 'DISPUTED' },
  ),
  passes('R-15', 'the price quoted', billed('250.00', { shipment: agreed('QUOTE') }), { line: 1 }),
  cannotAssess('R-15', 'a quote in euros', billed('250.00', { shipment: agreed('QUOTE', 'EUR') }), {
    ...{ line: 1, reason: 'CURRENCY' },
  }),
  raises('R-31', 'more than the rate confirmation says', billed('300.00', { shipment: agreed('RATE_CONFIRMATION') }), {
    line: 1,
    reason: 'AGREED_EXCEEDED',
    amount: '50.00',
    state: 'DISPUTED',
  }),
  passes('R-31', 'the price of the tender', billed('250.00', { shipment: agreed('TENDER') }), { line: 1 }),
  cannotAssess('R-31', 'a tender in euros', billed('250.00', { shipment: agreed('TENDER', 'EUR') }), {
    ...{ line: 1, reason: 'CURRENCY' },
  }),
  raises(
    'R-32',
    'last year’s rate',
    billed('320.00', {
      contracts: [
        {
          ...{ version: 1, effective: { from: '2025-01-01', to: '2025-12-31' } },
          lanes: [
            {
              ...{ lane: 'US', origin: { country: 'US' }, destination: { country: 'US' } },
              linehaul: { model: 'FLAT', amount: '320.00' },
            },
          ],
        },
        { version: 2 },
      ],
    }),
    { line: 1, reason: 'RATE_EXPIRED', amount: '20.00', sentence: /at version 1, in force until 2025-12-31/ },
  ),
  raises(
    'R-32',
    'last year’s kilograms per loading metre, all else the same',
    {
      contracts: [
        { ...{ version: 1, effective: { from: '2025-01-01', to: '2025-12-31' } }, lanes: [byLoadingMetre('1850')] },
        { version: 2, lanes: [byLoadingMetre('1750')] },
      ],
      shipment: { items: [{ item: 1, pieces: 2, weight: { value: '900', unit: 'KG' }, loadingMetres: '2' }] },
      charges: [
        ['LINEHAUL', '370.00'], // 2 × 1,850 kg at 10.00 a hundred; owed 2 × 1,750: 350.00
        ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
      ],
    },
    { line: 1, reason: 'RATE_EXPIRED', amount: '20.00', sentence: /at version 1, in force until 2025-12-31/ },
  ),
  passes('R-32', 'this year’s rate beside last year’s', billed('300.00', { contracts: [{ version: 1 }] })),
  raises('R-33', 'rounded to whole dollars', billed('886.00', { contract: at(perMile) }), {
    ...{ line: 1, reason: 'ROUNDING', amount: '0.20', state: 'DISPUTED' },
    sentence: /half up to whole units of the currency/,
  }),
  passes(
    'R-33',
    'rounded up to whole dollars, as the contract says',
    billed('886.00', { contract: at(perMile, { rounding: { mode: 'UP', places: 0 } }) }),
  ),
];

export const rating: readonly Scenario[] = [
  ...byDistance,
  ...byUnit,
  ...byClass,
  ...byRoom,
  ...parcels,
  ...byPrecedence,
];
