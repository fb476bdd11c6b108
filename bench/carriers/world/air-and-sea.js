/** Carriers by air and by sea. */
import { contractHead as head } from './contract-head.js';
import { standardEvidence, term } from './ltl.js';
import { ports } from './places.js';
import { series } from './prices.js';

const anywhere = (lane, linehaul, more = {}) => ({ lane, origin: {}, destination: {}, linehaul, ...more });

const air = (effective, rates) =>
  head('AIRX-AIR', effective, {
    modes: ['AIR'],
    lanes: [
      anywhere('WORLD', {
        ...{ model: 'CHARGEABLE_WEIGHT', weightUnit: 'KG', volumeDivisor: '6000', roundUpTo: '0.5' },
        ...{ nextBreak: true, minimum: '75.00' },
        breaks: ['0', '45', '100', '300', '500'].map((from, index) => ({ from, rate: rates[index] })),
      }),
    ],
    fuel: {
      ...{
        index: series.us,
        model: 'PERCENT_TABLE',
        inForce: { then: 'DAY_15' },
        base: ['LINEHAUL'],
        minimum: '12.00',
      },
      table: [
        { from: '2.00', value: '0.11' },
        { from: '3.25', value: '0.145' },
        { from: '3.75', value: '0.1725' },
      ],
    },
    accessorials: [
      {
        ...{ charge: 'SECURITY', model: 'PER_WEIGHT', rate: '0.15', per: '1', weightUnit: 'KG' },
        ...{ minimum: '11.00', authority: 'CONTRACT' },
      },
      { charge: 'DOCUMENTATION', model: 'FLAT', amount: '25.00', authority: 'CONTRACT' },
      { charge: 'CUSTOMS', model: 'PASS_THROUGH', receipts: ['RECEIPT'], fee: '15.00', authority: 'ORDERED' },
      { charge: 'TEMPERATURE_CONTROL', model: 'FLAT', amount: '140.00', authority: 'ORDERED' },
    ],
    evidence: { ...standardEvidence, pod: 'NOT_REQUIRED' },
  });

const seaFees = [
  { charge: 'TERMINAL_HANDLING', model: 'FLAT', amount: '195.00', authority: 'CONTRACT' },
  { charge: 'DOCUMENTATION', model: 'FLAT', amount: '55.00', authority: 'CONTRACT' },
  {
    ...{ charge: 'DEMURRAGE', model: 'PER_DAY', from: 'AVAILABLE_FOR_PICKUP', to: 'GATE_OUT', freeDays: 5 },
    ...{ calendar: 'CALENDAR', includeFirstDay: false, authority: 'CONTRACT' },
    tiers: [{ days: 4, rate: '150.00' }, { rate: '250.00' }],
  },
];

const lcl = (effective, rate) =>
  head('OCLC-LCL', effective, {
    ...{ modes: ['OCEAN_LCL'], dateRole: 'SAILING' },
    lanes: [anywhere('ASIA-US', { model: 'WEIGHT_OR_MEASURE', rate, minimumUnits: '1' })],
    accessorials: seaFees.slice(0, 2),
    evidence: { ...standardEvidence, pod: 'NOT_REQUIRED' },
  });

const fcl = (effective, [box, high]) =>
  head('OFCL-FCL', effective, {
    ...{ modes: ['OCEAN_FCL'], dateRole: 'SAILING' },
    lanes: [
      {
        ...{ lane: 'ASIA-LA', origin: { country: 'CN' }, destination: { country: 'US', unlocodes: ['USLAX'] } },
        linehaul: { model: 'PER_UNIT', unit: 'CONTAINER', equipmentRates: { '40DC': box, '40HC': high } },
      },
      {
        ...{ lane: 'ASIA-NY', origin: { country: 'CN' }, destination: { country: 'US', unlocodes: ['USNYC'] } },
        linehaul: { model: 'PER_UNIT', unit: 'CONTAINER', rate: '2890.00', equipmentRates: { '40HC': '3120.00' } },
      },
    ],
    accessorials: seaFees,
    evidence: { ...standardEvidence, pod: 'NOT_REQUIRED' },
  });

const kg = (from, to) => (chance) => ({ value: chance.decimal(from * 10, to * 10, 1), unit: 'KG' });
const cm = (chance, most) => ({
  ...{ length: String(chance.whole(20, most)), width: String(chance.whole(20, most)) },
  ...{ height: String(chance.whole(15, most)), unit: 'CM' },
});

const airGoods = (chance) => [
  {
    ...{ item: 1, description: 'Spare parts', pieces: chance.whole(1, 12), packaging: 'CARTON', hazardous: false },
    ...{ weight: kg(10, 480)(chance), dimensions: cm(chance, 90) },
  },
];
const lclGoods = (chance) => [
  {
    ...{ item: 1, description: 'Lamps', pieces: chance.whole(2, 20), packaging: 'CARTON', hazardous: false },
    ...{ weight: kg(200, 4800)(chance), volume: { value: chance.decimal(400, 9000, 3), unit: 'CBM' } },
  },
];
const fclGoods = (chance) => [
  {
    ...{ item: 1, description: 'Furniture', pieces: chance.whole(1, 3), packaging: 'CONTAINER', hazardous: false },
    weight: kg(6000, 19000)(chance),
  },
];
const abroad = { entity: 'ACME-US', currency: 'USD', method: 'EDI' };
const asia = [ports.shanghai, ports.ningbo];

export const airAndSeaCarriers = [
  {
    ...{ ...abroad, carrier: 'AIRX', name: 'Airex Cargo', share: 6, mode: 'AIR', goods: airGoods },
    ...{ from: [ports.frankfurt], to: [ports.ohare] },
    contracts: [
      air(term.old, ['9.80', '9.10', '8.40', '7.10', '6.85']),
      air(term.now, ['10.35', '9.60', '8.75', '7.45', '7.10']),
    ],
  },
  {
    ...{ ...abroad, carrier: 'OCLC', name: 'Ocean Consolidators', share: 3, mode: 'OCEAN_LCL', goods: lclGoods },
    ...{ from: asia, to: [ports.losAngeles, ports.newYork], sails: true },
    contracts: [lcl(term.old, '65.00'), lcl(term.now, '71.50')],
  },
  {
    ...{ ...abroad, carrier: 'OFCL', name: 'Ocean Full Containers', share: 3, mode: 'OCEAN_FCL', goods: fclGoods },
    ...{ from: asia, to: [ports.losAngeles, ports.newYork], sails: true, gates: true, equipments: ['40DC', '40HC'] },
    contracts: [fcl(term.old, ['2310.00', '2450.00']), fcl(term.now, ['2475.00', '2640.00'])],
  },
];
