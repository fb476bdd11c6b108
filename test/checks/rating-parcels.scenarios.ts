import type { ZoneTableRate } from '../../src/freight/linehaul.ts';
import type { Item } from '../../src/freight/shipment.ts';
import { cannotAssess, type Given, passes, raises, type Scenario } from './scenario.ts';

const lb = (value: string) => ({ value, unit: 'LB' as const });

/** Texas is zone 5 and California zone 8; a package costs a dollar a pound to zone 5. */
function sheet(more: Partial<ZoneTableRate> = {}): ZoneTableRate {
  return {
    ...{ model: 'ZONE_TABLE', weightUnit: 'LB', roundUpTo: '1', dimDivisor: '139', dimRounding: 'HALF_UP' },
    zones: [
      { zone: '5', destination: { country: 'US', regions: ['TX'] } },
      { zone: '8', destination: { country: 'US', regions: ['CA'] } },
    ],
    rates: {
      '5': ['10', '20', '30', '40', '45'].map((upTo) => ({ upTo, amount: `${upTo}.00` })),
      '8': ['20', '45'].map((upTo) => ({ upTo, amount: `${upTo}.90` })),
    },
    ...more,
  };
}
/** One box of 24.2 × 18.6 × 12.1 in: 24 × 19 × 12 ÷ 139 = 39.4, so 40 lb; with the sides rounded up 45 lb. */
const box: Item = {
  ...{ item: 1, pieces: 1, packaging: 'BOX', weight: lb('22') },
  dimensions: { length: '24.2', width: '18.6', height: '12.1', unit: 'IN' },
};

function billed(amount: string, linehaul: ZoneTableRate = sheet(), item: Partial<Item> = {}): Given {
  return {
    charges: [['LINEHAUL', amount]],
    contract: {
      modes: ['PARCEL'],
      lanes: [{ lane: 'US', origin: { country: 'US' }, destination: {}, linehaul }],
    },
    shipment: { mode: 'PARCEL', services: [], items: [{ ...box, ...item }] },
  };
}
const disputed = { line: 1, state: 'DISPUTED' } as const;

/** Four packages of 40 lb: 160.00 one by one, 1.6 × 45.00 = 72.00 together. */
const together = sheet({
  dimDivisor: null,
  hundredweight: { fromWeight: '100', fromPackages: 3, per: '100', rates: { '5': '45.00' } },
});
const fourPackages = { pieces: 4, weight: lb('160') };

export const parcels: readonly Scenario[] = [
  raises('R-16', 'a parcel to Texas billed at the zone of California', billed('45.90'), {
    ...{ ...disputed, reason: 'LINEHAUL_WRONG', amount: '5.90', sentence: /at zone 8/ },
  }),
  passes('R-16', 'a parcel at the row of its zone', billed('40.00'), { line: 1 }),
  cannotAssess('R-16', 'a parcel that nobody weighed', billed('40.00', sheet(), { weight: null }), {
    ...{ line: 1, reason: 'FACT_MISSING' },
  }),
  cannotAssess('R-16', 'a parcel above the last row', billed('40.00', sheet(), { weight: lb('60') }), {
    ...{ line: 1, reason: 'RATE_MISSING' },
  }),
  raises('R-17', 'the sides rounded up where they are rounded to the nearest inch', billed('45.00'), {
    ...{ ...disputed, reason: 'WEIGHT_WRONG', amount: '5.00', sentence: /with the sides rounded up/ },
  }),
  passes('R-17', 'a small parcel by its actual weight', {
    ...billed('30.00', sheet(), { dimensions: { length: '10', width: '8', height: '6', unit: 'IN' } }),
  }),
  cannotAssess('R-17', 'a parcel that nobody measured', billed('40.00', sheet(), { dimensions: null }), {
    ...{ line: 1, reason: 'FACT_MISSING' },
  }),
  raises('R-18', 'four packages billed one by one', billed('160.00', together, fourPackages), {
    ...{ ...disputed, reason: 'LINEHAUL_WRONG', amount: '88.00', sentence: /package by package/ },
  }),
  passes('R-18', 'four packages by their weight together', billed('72.00', together, fourPackages)),
];
