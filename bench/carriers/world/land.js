/** Carriers on Europe's roads, on rails by a rate sheet, and across a border. */
import { contractHead as head } from './contract-head.js';
import { payment, term } from './ltl.js';
import { canada, europe, plants, towns } from './places.js';
import { series } from './prices.js';

const euro = (effective, factor) =>
  head('EURO-RD', effective, {
    ...{ legalEntities: ['ACME-EU'], modes: ['ROAD_EU'], currency: 'EUR', payment: payment('HOLD_ALL') },
    lanes: [
      {
        ...{ lane: 'DE-DE', origin: { country: 'DE' } },
        destination: { country: 'DE', postalRanges: [{ from: '20000', to: '89999' }] },
        linehaul: road(factor, ['31.20', '24.10', '18.45', '14.90']),
      },
      {
        ...{ lane: 'DE-ABROAD', origin: { country: 'DE' }, destination: {} },
        linehaul: road(factor, ['44.80', '36.75', '29.10', '23.35']),
      },
    ],
    fuel: {
      ...{ index: series.eu, model: 'PERCENT_TABLE', average: 'MONTH', inForce: { addMonths: 1, then: 'DAY_1' } },
      ...{ base: ['LINEHAUL'], dateRole: 'PICKUP' },
      table: [
        { from: '1.20', value: '0.03' },
        { from: '1.45', value: '0.055' },
        { from: '1.60', value: '0.072' },
      ],
      beyond: { step: '0.02', value: '0.0025' },
    },
    accessorials: [
      { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '38.50', authority: 'ORDERED' },
      { charge: 'TOLL', model: 'PER_DISTANCE', rate: '0.185', unit: 'KM', authority: 'CONTRACT' },
      {
        charge: 'INSURANCE',
        model: 'PERCENT',
        percent: '0.0125',
        of: ['LINEHAUL'],
        minimum: '4.00',
        authority: 'ORDERED',
      },
      { charge: 'HAZMAT', model: 'FLAT', amount: '42.00', authority: 'CONTRACT', when: { hazardous: true } },
    ],
    taxes: [{ rate: '0.19', charges: 'ALL' }],
  });

const road = (kgPerLoadingMetre, rates) => ({
  ...{ model: 'CHARGEABLE_WEIGHT', weightUnit: 'KG', per: '100', kgPerCbm: '330', kgPerLoadingMetre },
  ...{ kgPerPallet: '400', roundUpTo: '100', minimumWeight: '100', minimum: '48.00' },
  breaks: ['0', '500', '1500', '4000'].map((from, index) => ({ from, rate: rates[index] })),
});

const sheet = (effective, factor) =>
  head('TABL-RL', effective, {
    modes: ['RAIL'],
    rounding: { mode: 'DOWN', places: 2 },
    lanes: [
      {
        ...{ lane: 'EAST', origin: { country: 'US' }, destination: { country: 'US', regions: ['NY', 'PA', 'GA'] } },
        linehaul: {
          ...{ model: 'TABLE', cell: 'RATE_PER', per: '100', minimum: '310.00', factor },
          rows: { by: 'WEIGHT', unit: 'LB', bands: ['0', '5000', '12000', '20000'] },
          columns: { by: 'DISTANCE', unit: 'MI', bands: ['0', '400', '800', '1400'] },
          cells: [
            ['7.10', '9.25', '11.80', '14.05'],
            ['6.05', '7.90', '10.15', '12.20'],
            ['5.15', '6.70', '8.60', '10.45'],
            ['4.40', '5.75', '7.45', '9.00'],
          ],
        },
      },
      {
        ...{ lane: 'REST', origin: { country: 'US' }, destination: { country: 'US' } },
        linehaul: {
          ...{ model: 'TABLE', cell: 'AMOUNT', factor },
          rows: { by: 'WEIGHT', unit: 'LB', bands: ['0', '10000', '20000'] },
          columns: { by: 'DISTANCE', unit: 'MI', bands: ['0', '600', '1200'] },
          cells: [
            ['905.00', '1240.00', '1610.00'],
            ['1080.00', '1475.00', '1935.00'],
            ['1250.00', '1710.00', '2205.00'],
          ],
        },
      },
    ],
    accessorials: [{ charge: 'BUNKER', model: 'PERCENT', percent: '0.0375', of: ['LINEHAUL'], authority: 'CONTRACT' }],
  });

const border = (effective, rate) =>
  head('FXCA-TL', effective, {
    ...{ modes: ['TL'], taxes: [{ rate: '0.05', charges: ['LINEHAUL', 'BORDER'] }] },
    lanes: [
      {
        ...{ lane: 'US-CA', origin: { country: 'US' }, destination: { country: 'CA' } },
        linehaul: { model: 'PER_DISTANCE', unit: 'MI', rate, minimum: '800.00' },
      },
    ],
    accessorials: [{ charge: 'BORDER', model: 'FLAT', amount: '85.00', authority: 'CONTRACT' }],
    payment: payment('SHORT_PAY'),
    fx: { series: 'BOC', dateRole: 'PICKUP', places: 2 },
  });

const kg = (from, to) => (chance) => ({ value: chance.decimal(from * 10, to * 10, 1), unit: 'KG' });
const roadGoods = (chance) => {
  const pallets = chance.whole(1, 14);
  return [
    {
      ...{ item: 1, description: 'Machine parts', pieces: pallets, packaging: 'PALLET', hazardous: false },
      ...{
        weight: kg(90 * pallets, 520 * pallets)(chance),
        loadingMetres: chance.decimal(4 * pallets, 5 * pallets, 1),
      },
      dimensions: { length: '120', width: '80', height: String(chance.whole(60, 200)), unit: 'CM' },
    },
  ];
};
const railGoods = (chance) => [
  {
    ...{ item: 1, description: 'Household goods', pieces: chance.whole(20, 90), packaging: 'CARTON', hazardous: false },
    weight: { value: String(chance.whole(2200, 26000)), unit: 'LB' },
  },
];
const abroad = { entity: 'ACME-US', currency: 'USD', method: 'EDI' };

export const landCarriers = [
  {
    ...{ ...abroad, carrier: 'EURO', name: 'Eurolast Spedition', share: 7, mode: 'ROAD_EU', goods: roadGoods },
    ...{ entity: 'ACME-EU', currency: 'EUR', from: europe.slice(0, 2), to: europe.slice(2), distance: true },
    contracts: [euro(term.old, '1500'), euro(term.now, '1650')],
  },
  {
    ...{ ...abroad, carrier: 'TABL', name: 'Tableland Rail', share: 3, mode: 'RAIL', goods: railGoods },
    ...{ from: plants, to: towns, distance: true },
    contracts: [sheet(term.old, '1.00'), sheet(term.now, '1.045')],
  },
  {
    ...{ ...abroad, carrier: 'FXCA', name: 'Fraser Cross-Border', share: 2, mode: 'TL', goods: railGoods },
    ...{ from: plants, to: canada, distance: true, currency: 'CAD' },
    contracts: [border(term.old, '2.62'), border(term.now, '2.74')],
  },
];
