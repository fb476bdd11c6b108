/** Carriers of parcels and of valuables. */
import { contractHead as head } from './contract-head.js';
import { residential, term } from './ltl.js';
import { homes, plants, towns } from './places.js';
import { series } from './prices.js';

const anywhere = (lane, linehaul, more = {}) => ({ lane, origin: {}, destination: {}, linehaul, ...more });

const zoneRates = (base) =>
  Object.fromEntries(
    ['2', '5', '7'].map((zone) => [
      zone,
      ['1', '5', '10', '20', '40', '70'].map((upTo, row) => ({
        upTo,
        amount: `${base + row * 4 + +zone}.${10 + row * 7 + +zone}`,
      })),
    ]),
  );

const parcel = (effective, base) =>
  head('PRCL-PC', effective, {
    modes: ['PARCEL'],
    lanes: [
      {
        ...{ lane: 'GROUND', origin: { country: 'US' }, destination: { country: 'US' } },
        linehaul: {
          ...{ model: 'ZONE_TABLE', weightUnit: 'LB', roundUpTo: '1', dimDivisor: '139', dimRounding: 'UP' },
          zones: [
            { zone: '2', destination: { country: 'US', regions: ['NY', 'PA', 'IL'] } },
            { zone: '5', destination: { country: 'US', regions: ['GA', 'TN', 'TX'] } },
            { zone: '7', destination: { country: 'US' } },
          ],
          ...{ rates: zoneRates(base), perExtra: '0.85', minimum: '12.40' },
        },
      },
    ],
    fuel: {
      ...{ index: series.us, model: 'PERCENT_TABLE', inForce: { addDays: 5, then: 'NEXT_MONDAY' } },
      ...{ percentPlaces: 4, base: ['LINEHAUL', 'RESIDENTIAL_DELIVERY'] },
      table: [
        { from: '2.40', value: '0.1225' },
        { from: '3.40', value: '0.15' },
      ],
      beyond: { step: '0.09', value: '0.0025' },
    },
    accessorials: [
      { ...residential, amount: '5.85' },
      { charge: 'ADDRESS_CORRECTION', model: 'FLAT', amount: '21.00', authority: 'APPROVED' },
      { charge: 'OVERLENGTH', model: 'FLAT', amount: '26.50', authority: 'CONTRACT', when: { minLengthIn: '48' } },
    ],
    rounding: { mode: 'HALF_EVEN', places: 2 },
    evidence: { delivery: 'REQUIRED', pod: 'NOT_REQUIRED', deadlineDays: 10 },
  });

const valuables = (effective, percent) =>
  head('VALU-CO', effective, {
    modes: ['COURIER'],
    lanes: [anywhere('ALL', { model: 'PERCENT_OF_VALUE', percent, minimum: '35.00', maximum: '900.00' })],
    accessorials: [{ charge: 'WEEKEND', model: 'FLAT', amount: '48.00', authority: 'ORDERED' }],
  });

const parcelGoods = (chance) =>
  Array.from({ length: chance.whole(1, 2) }, (_, index) => ({
    ...{ item: index + 1, description: 'Kits', pieces: chance.whole(1, 4), packaging: 'CARTON', hazardous: false },
    weight: { value: chance.decimal(12, 900, 1), unit: 'LB' },
    dimensions: {
      ...{ length: chance.decimal(60, 300, 1), width: chance.decimal(50, 220, 1) },
      ...{ height: chance.decimal(40, 200, 1), unit: 'IN' },
    },
  }));
const jewels = () => [
  {
    ...{ item: 1, description: 'Instruments', pieces: 1, packaging: 'CARTON', hazardous: false },
    weight: { value: '6.5', unit: 'KG' },
  },
];

const abroad = { entity: 'ACME-US', currency: 'USD', method: 'EDI' };

export const smallCarriers = [
  {
    ...{ ...abroad, carrier: 'PRCL', name: 'Parcel Circle', share: 7, mode: 'PARCEL', goods: parcelGoods },
    ...{ from: plants, to: towns, sites: { RESIDENTIAL: homes } },
    contracts: [parcel(term.old, 9), parcel(term.now, 10)],
  },
  {
    ...{ ...abroad, carrier: 'VALU', name: 'Valuable Couriers', share: 2, mode: 'COURIER', goods: jewels },
    ...{ from: plants, to: towns, declares: true },
    contracts: [valuables(term.old, '0.0125'), valuables(term.now, '0.0135')],
  },
];
