import type { ContractVersion } from '../../src/freight/contract.ts';
import type { FuelProgramme, IndexedSurcharge } from '../../src/freight/fuel.ts';
import { cannotAssess, type Given, type Line, passes, raises, type Scenario } from './scenario.ts';

/** Published on three Mondays; the shipment leaves on Monday 2 March, when that of 23 February is in force. */
const diesel = [
  { period: '2026-02-16', value: '3.950', publishedOn: '2026-02-16' },
  { period: '2026-02-23', value: '4.012', publishedOn: '2026-02-23' },
  { period: '2026-03-02', value: '4.090', publishedOn: '2026-03-02' },
];
const steady = diesel.map((one) => ({ ...one, value: '4.012' }));

const table = {
  index: 'DIESEL',
  model: 'PERCENT_TABLE',
  inForce: { addDays: 1 },
  table: [
    { from: '3.95', value: '0.28' },
    { from: '4.01', value: '0.285' },
    { from: '4.07', value: '0.29' },
  ],
  beyond: { step: '0.06', value: '0.005' },
  base: ['LINEHAUL'],
} satisfies FuelProgramme;

const perMile = {
  index: 'DIESEL',
  model: 'PER_DISTANCE_FORMULA',
  inForce: { addDays: 1 },
  peg: '1.20',
  perGallonDistance: '6',
  unit: 'MI',
} satisfies FuelProgramme;

const usual: Line[] = [
  ['LINEHAUL', '300.00'],
  ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
];

/** The usual bill with a fuel surcharge on line 3, under this programme. */
function fuelled(amount: string, fuel: FuelProgramme = table, more: Given = {}): Given {
  return {
    contract: { fuel },
    indexes: { DIESEL: diesel },
    charges: [...usual, ['FUEL', amount]],
    ...more,
  };
}

const lanes = (fuel: FuelProgramme | 'NONE'): ContractVersion['lanes'] => [
  {
    ...{ lane: 'US', origin: { country: 'US' }, destination: { country: 'US' }, fuel },
    linehaul: { model: 'FLAT', amount: '300.00' },
  },
];

// 28.5 % of 300.00 is 85.50.
const ofPrices: readonly Scenario[] = [
  raises(
    'F-01',
    'the price of the west coast, where the lane follows the national one',
    // 4.50 is seven whole steps past 4.07: 29 % + 3.5 % of 300.00
    fuelled('97.50', table, {
      contract: { fuel: { ...table, index: 'DIESEL-WEST' }, lanes: lanes(table) },
      indexes: { DIESEL: diesel, 'DIESEL-WEST': diesel.map((one) => ({ ...one, value: '4.500' })) },
    }),
    {
      line: 3,
      reason: 'FUEL_WRONG',
      amount: '12.00',
      sentence: /with DIESEL-WEST instead of DIESEL/,
      state: 'DISPUTED',
    },
  ),
  passes('F-01', 'the price of the index agreed', fuelled('85.50'), { money: { approved: '470.50' } }),
  cannotAssess(
    'F-01',
    'an index of which nothing was ever published',
    fuelled('85.50', { ...table, index: 'DIESEL-NOWHERE' }),
    { line: 3, reason: 'INDEX_MISSING', charge: { pending: '85.50' }, state: 'AWAITING_EVIDENCE' },
  ),
  passes(
    'F-01',
    'an index that was published after the bill came',
    fuelled(
      '85.50',
      { ...table, index: 'DIESEL-TARDY' },
      {
        afterwards: async ({ maker, settled }) => {
          await maker.post('/v1/indexes/DIESEL-TARDY/values', diesel);
          await settled();
        },
      },
    ),
    { money: { approved: '470.50' } },
  ),
  raises(
    'F-02',
    'the price of the week after',
    fuelled('87.00'), // 29 %
    {
      ...{ line: 3, reason: 'FUEL_WRONG', amount: '1.50', state: 'DISPUTED' },
      sentence: /with DIESEL of 2026-03-02 instead of 2026-02-23/,
    },
  ),
  passes('F-02', 'the price in force on the day the truck left', fuelled('85.50')),
  passes(
    'F-02',
    'the average of the month before, where that is agreed',
    // (3.950 + 4.012) ÷ 2 = 3.981, in force from 1 March: 28 % of 300.00
    fuelled('84.00', { ...table, average: 'MONTH', inForce: { then: 'DAY_1' } }),
  ),
  cannotAssess(
    'F-02',
    'no price in force on the day yet',
    fuelled(
      '85.50',
      { ...table, index: 'DIESEL-LATER' },
      {
        indexes: { 'DIESEL-LATER': [{ period: '2026-03-09', value: '4.012', publishedOn: '2026-03-09' }] },
      },
    ),
    { line: 3, reason: 'INDEX_MISSING' },
  ),
  raises(
    'F-09',
    'the price as revised, where the first publication governs',
    fuelled(
      '87.00',
      { ...table, index: 'DIESEL-REVISED' },
      {
        indexes: {
          'DIESEL-REVISED': [
            ...steady,
            { period: '2026-02-23', value: '4.075', publishedOn: '2026-02-26', revision: 1 },
          ],
        },
      },
    ),
    { line: 3, reason: 'FUEL_WRONG', amount: '1.50', sentence: /as revised instead of as first published/ },
  ),
  passes(
    'F-09',
    'the price as revised, where the latest publication governs',
    fuelled(
      '87.00',
      { ...table, index: 'DIESEL-REVISED', publication: 'LATEST' },
      {
        indexes: {
          'DIESEL-REVISED': [
            ...steady,
            { period: '2026-02-23', value: '4.075', publishedOn: '2026-02-26', revision: 1 },
          ],
        },
      },
    ),
  ),
];

const bunker = {
  ...{ charge: 'BUNKER', index: 'VLSFO', model: 'PER_UNIT_TABLE', unit: 'PALLET', inForce: { then: 'DAY_1' } },
  table: [
    { from: '500', value: '12.00' },
    { from: '550', value: '14.50' },
  ],
  beyond: { step: '25', value: '2.00' },
} satisfies IndexedSurcharge;

const ofTerms: readonly Scenario[] = [
  raises(
    'F-03',
    'the row above',
    fuelled('87.00', { ...table, index: 'DIESEL-STEADY' }, { indexes: { 'DIESEL-STEADY': steady } }),
    { line: 3, reason: 'FUEL_WRONG', amount: '1.50', sentence: /with the row above, from 4\.07/, state: 'DISPUTED' },
  ),
  passes('F-03', 'the row that holds the price', fuelled('85.50'), { line: 3 }),
  passes(
    'F-03',
    'a bunker factor for each pallet, by an index of its own',
    {
      contract: { surcharges: [bunker] },
      indexes: { VLSFO: [{ period: '2026-02-01', value: '602', publishedOn: '2026-02-03' }] },
      charges: [...usual, ['BUNKER', '74.00']], // 602 is two steps past 550: 4 × (14.50 + 2 × 2.00)
    },
    { line: 3, money: { approved: '459.00' } },
  ),
  raises(
    'F-04',
    'a started step counted as a whole one',
    // (4.012 − 3.00) ÷ 0.05 = 20.24 steps: 20 % are 60.00, 21 % are 63.00
    fuelled(
      '63.00',
      {
        ...{ index: 'DIESEL-STEADY', model: 'PERCENT_FORMULA', inForce: { addDays: 1 }, base: ['LINEHAUL'] },
        ...{ peg: '3.00', step: '0.05', percentPerStep: '0.01' },
      },
      { indexes: { 'DIESEL-STEADY': steady } },
    ),
    { line: 3, reason: 'FUEL_WRONG', amount: '3.00', sentence: /each started step/ },
  ),
  raises(
    'F-04',
    'the rate for a mile rounded before it is multiplied',
    fuelled('193.23', perMile), // (4.012 − 1.20) ÷ 6 = 0.46866…, × 412 = 193.0906…; 0.469 × 412 = 193.228
    { line: 3, reason: 'FUEL_WRONG', amount: '0.14', sentence: /with the rate rounded to 3 places/ },
  ),
  passes('F-04', 'the formula, rounded once at the end', fuelled('193.09', perMile), { line: 3 }),
  raises(
    'F-05',
    'fuel on the liftgate too',
    fuelled('109.73'), // 28.5 % of 385.00 = 109.725
    { line: 3, reason: 'FUEL_WRONG', amount: '24.23', sentence: /on liftgate delivery at stop 2 too/ },
  ),
  passes('F-05', 'fuel on the linehaul alone', fuelled('85.50')),
  passes(
    'F-05',
    'a charge of the base that nobody can prove yet, and nobody bills',
    fuelled(
      '85.50',
      { ...table, base: ['LINEHAUL', 'LUMPER'] },
      {
        contract: {
          fuel: { ...table, base: ['LINEHAUL', 'LUMPER'] },
          accessorials: [
            { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' },
            { charge: 'LUMPER', model: 'PASS_THROUGH', receipts: ['LUMPER_RECEIPT'], authority: 'CONTRACT' },
          ],
        },
      },
    ),
  ),
  cannotAssess(
    'F-05',
    'a charge of the base that is billed and not proven yet',
    {
      contract: {
        fuel: { ...table, base: ['LINEHAUL', 'LUMPER'] },
        accessorials: [
          { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' },
          { charge: 'LUMPER', model: 'PASS_THROUGH', receipts: ['LUMPER_RECEIPT'], authority: 'CONTRACT' },
        ],
      },
      indexes: { DIESEL: diesel },
      charges: [...usual, ['FUEL', '99.75'], ['LUMPER', '50.00', { stop: 2 }]],
    },
    { line: 3, charge: { pending: '99.75', expected: null } },
  ),
];

const byTheMile = { index: 'DIESEL', model: 'PER_DISTANCE_TABLE', unit: 'MI', inForce: { addDays: 1 } } as const;
const milesTable: FuelProgramme = { ...byTheMile, table: [{ from: '4.00', value: '0.45' }] };

const ofDistanceAndLimits: readonly Scenario[] = [
  raises(
    'F-06',
    'fuel for more miles than the linehaul is rated by',
    fuelled('207.00', milesTable, { bill: { distance: { value: '460', unit: 'MI' } } }), // 460 × 0.45; owed 412 × 0.45
    { line: 3, reason: 'FUEL_WRONG', amount: '21.60', sentence: /at the billed distance of 460 MI/ },
  ),
  passes('F-06', 'fuel for the miles of the order', fuelled('185.40', milesTable)),
  cannotAssess('F-06', 'an order without a distance', fuelled('185.40', milesTable, { shipment: { distance: null } }), {
    ...{ line: 3, reason: 'FACT_MISSING' },
  }),
  raises('F-07', 'more than the most that is agreed', fuelled('85.50', { ...table, maximum: '80.00' }), {
    line: 3,
    reason: 'FUEL_WRONG',
    amount: '5.50',
    sentence: /without the maximum of 80\.00/,
  }),
  passes('F-07', 'the most that is agreed', fuelled('80.00', { ...table, maximum: '80.00' })),
  passes('F-07', 'the least that is agreed', fuelled('95.00', { ...table, minimum: '95.00' })),
  raises(
    'F-08',
    'fuel on a lane whose rate is all-in',
    fuelled('85.50', table, { contract: { fuel: table, lanes: lanes('NONE') } }),
    { line: 3, reason: 'FUEL_WRONG', amount: '85.50', charge: { expected: '0.00', disputed: '85.50' } },
  ),
  raises(
    'F-08',
    'fuel where the contract has none',
    { charges: [...usual, ['FUEL', '85.50']] },
    { line: 3, reason: 'FUEL_WRONG', amount: '85.50', state: 'DISPUTED' },
  ),
  passes('F-08', 'an all-in lane billed without fuel', {
    contract: { fuel: table, lanes: lanes('NONE') },
    indexes: { DIESEL: diesel },
  }),
];

/** Fuel surcharges: which price, which terms, which miles and limits. */
export const fuel: readonly Scenario[] = [...ofPrices, ...ofTerms, ...ofDistanceAndLimits];
