/** Two carriers of part loads, each with a contract that changed in spring. */
import { over, plain, rounded, times } from '../exact.js';
import { homes, plants, schools, towns } from './places.js';
import { series } from './prices.js';

export const freightClasses = '50 55 60 65 70 77.5 85 92.5 100 110 125 150 175 200 250 300 400 500'.split(' ');

/** Rates for every class from a base for class 100: half of it fixed, half by class. */
const classRates = (base) =>
  Object.fromEntries(
    freightClasses.map((one) => [
      one,
      plain(rounded(over(times(base, Math.round(+one * 10) + 1000), 2000), 2, 'HALF_UP')),
    ]),
  );

const breaks = (bases) => bases.map(([from, base]) => ({ from, rates: classRates(base) }));

export const spring = '2026-04-01';
export const term = {
  old: { from: '2025-06-01', to: '2026-03-31' },
  now: { from: spring, to: '2026-12-31' },
};

const cheapSheet = [
  ['0', '82.10'],
  ['500', '72.40'],
  ['1000', '63.50'],
  ['2000', '55.30'],
  ['5000', '46.20'],
];
const dearSheet = [
  ['0', '88.60'],
  ['500', '77.90'],
  ['1000', '69.20'],
  ['2000', '59.00'],
  ['5000', '50.40'],
];

const percentFuel = {
  index: series.us,
  publication: 'FIRST',
  dateRole: 'PICKUP',
  inForce: { addDays: 1 },
  model: 'PERCENT_TABLE',
  table: [
    { from: '2.80', value: '0.215' },
    { from: '3.00', value: '0.24' },
    { from: '3.20', value: '0.262' },
    { from: '3.40', value: '0.281' },
  ],
  beyond: { step: '0.06', value: '0.005' },
  base: ['LINEHAUL'],
};

export const residential = {
  charge: 'RESIDENTIAL_DELIVERY',
  model: 'FLAT',
  amount: '65.00',
  authority: 'CONTRACT',
  when: { siteTypes: ['RESIDENTIAL'] },
};

export const reweigh = {
  charge: 'REWEIGH',
  model: 'FLAT',
  amount: '30.00',
  authority: 'CONTRACT',
  requires: [{ document: 'WEIGHT_CERTIFICATE' }],
};

const extras = (liftgate) => [
  { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: liftgate, authority: 'ORDERED' },
  { charge: 'LIFTGATE_PICKUP', model: 'FLAT', amount: '62.50', authority: 'ORDERED' },
  residential,
  {
    charge: 'LIMITED_ACCESS_DELIVERY',
    model: 'FLAT',
    amount: '78.00',
    authority: 'CONTRACT',
    when: { siteTypes: ['LIMITED_ACCESS', 'SCHOOL', 'FARM'] },
  },
  {
    ...{ charge: 'INSIDE_DELIVERY', model: 'PER_WEIGHT', rate: '6.45', per: '100', weightUnit: 'LB' },
    ...{ minimum: '60.00', maximum: '180.00', authority: 'ORDERED' },
  },
  { charge: 'NOTIFY', model: 'FLAT', amount: '24.00', authority: 'ORDERED' },
  { charge: 'HAZMAT', model: 'FLAT', amount: '45.00', authority: 'CONTRACT', when: { hazardous: true } },
  {
    ...{ charge: 'REDELIVERY', model: 'FLAT', amount: '95.00', per: 'EVENT', authority: 'CONTRACT' },
    when: { event: 'DELIVERY_ATTEMPTED', attribution: ['CONSIGNEE', 'SHIPPER'] },
  },
  reweigh,
];

const everywhere = { country: 'US' };

export const standardEvidence = { delivery: 'REQUIRED', pod: 'REQUIRED', deadlineDays: 10, agreeWithinMinutes: 15 };
export const payment = (disagreement) => ({
  ...{ terms: 'NET_30', baseline: 'INVOICE_DATE', disagreement },
  ...{ recovery: 'CLAIM', partial: 'POST', voucherPer: 'BILL' },
});

function northwind(effective, sheet, liftgate) {
  return {
    ...{ contractId: 'NWLT-LTL', carrier: 'NWLT', legalEntities: ['ACME-US'], modes: ['LTL'], currency: 'USD' },
    ...{ effective, dateRole: 'PICKUP', rounding: { mode: 'HALF_UP', places: 2 } },
    lanes: [
      {
        ...{ lane: 'US-48', origin: everywhere, destination: everywhere },
        linehaul: {
          ...{ model: 'WEIGHT_BREAKS', weightUnit: 'LB', per: '100', breaks: breaks(sheet) },
          ...{ deficit: true, discount: '0.62', minimum: '98.00', extensionPlaces: 2 },
          fak: [{ fromClass: '50', toClass: '85', ratedAs: '70' }],
        },
      },
    ],
    fuel: percentFuel,
    accessorials: extras(liftgate),
    exclusions: [['LIFTGATE_DELIVERY', 'INSIDE_DELIVERY']],
    evidence: standardEvidence,
    payment: payment('SHORT_PAY'),
    limits: { billDays: 90, disputeDays: 180, balanceDueDays: 5 },
  };
}

function cornerstone(effective, sheet, discount) {
  const lane = (lane, destination, minimum) => ({
    ...{ lane, origin: { country: 'US', regions: ['OH', 'WI'] }, destination },
    linehaul: {
      ...{ model: 'WEIGHT_BREAKS', weightUnit: 'LB', per: '100', breaks: breaks(sheet), deficit: false },
      ...{ discount, grossMinimum: '150.00', minimum, weightPlaces: 0 },
    },
  });
  return {
    ...{ contractId: 'CPLX-LTL', carrier: 'CPLX', legalEntities: ['ACME-US'], modes: ['LTL'], currency: 'USD' },
    ...{ effective, dateRole: 'PICKUP', rounding: { mode: 'HALF_EVEN', places: 2 } },
    zones: { SOUTH: [{ country: 'US', regions: ['TX', 'GA', 'TN'] }] },
    lanes: [
      {
        ...lane('DALLAS', { country: 'US', postalPrefixes: ['752'] }, '131.00'),
        accessorials: [{ charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '68.00', authority: 'ORDERED' }],
      },
      lane('SOUTH', { country: 'US', zones: ['SOUTH'] }, '122.00'),
      lane('REST', { country: 'US' }, '114.00'),
    ],
    fuel: {
      ...{ index: series.us, publication: 'LATEST', dateRole: 'PICKUP', inForce: { then: 'NEXT_WEDNESDAY' } },
      ...{ model: 'PERCENT_TABLE', percentPlaces: 3, base: ['LINEHAUL', 'RESIDENTIAL_DELIVERY'] },
      table: [
        { from: '2.60', value: '0.1825' },
        { from: '3.10', value: '0.2215' },
        { from: '3.60', value: '0.2605' },
      ],
      beyond: { step: '0.11', value: '0.0085', stepRounding: 'UP' },
    },
    accessorials: extras('74.00'),
    tolerances: [
      {
        scope: { charge: 'ANY' },
        over: { amount: '5.00', percent: '0.02', combine: 'ALL' },
        under: { amount: '25.00' },
      },
    ],
    evidence: { ...standardEvidence, pod: 'NOT_REQUIRED' },
    payment: payment('PAY_AND_CLAIM'),
    limits: { billDays: null, disputeDays: 180, balanceDueDays: 180 },
  };
}

/** One to three items of part load. */
function partLoad(chance) {
  const items = chance.weighted([
    { weight: 6, count: 1 },
    { weight: 3, count: 2 },
    { weight: 1, count: 3 },
  ]).count;
  return Array.from({ length: items }, (_, index) => ({
    item: index + 1,
    description: 'Pumps',
    pieces: chance.whole(1, 6),
    packaging: 'PALLET',
    weight: { value: String(chance.whole(90, 4600 / items)), unit: 'LB' },
    freightClass: chance.pick(['55', '60', '70', '77.5', '85', '92.5', '100', '125', '150']),
    dimensions: { length: '48', width: '40', height: String(chance.whole(30, 70)), unit: 'IN' },
    hazardous: false,
  }));
}

const everyone = { entity: 'ACME-US', currency: 'USD', mode: 'LTL', goods: partLoad, distance: true };

export const ltlCarriers = [
  {
    ...everyone,
    ...{ carrier: 'NWLT', name: 'Northwind LTL', share: 18, method: 'EDI' },
    ...{ from: plants, to: towns, sites: { RESIDENTIAL: homes, SCHOOL: schools } },
    contracts: [northwind(term.old, dearSheet, '85.00'), northwind(term.now, cheapSheet, '89.00')],
  },
  {
    ...everyone,
    ...{ carrier: 'CPLX', name: 'Cornerstone Less-Than-Truckload', share: 10, method: 'EDI' },
    ...{ from: plants, to: towns, sites: { RESIDENTIAL: homes, SCHOOL: schools } },
    contracts: [cornerstone(term.old, cheapSheet, '0.55'), cornerstone(term.now, dearSheet, '0.535')],
  },
];
