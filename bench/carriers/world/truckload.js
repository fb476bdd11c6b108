/** Carriers of whole loads: by the mile, flat, by bands of kilometres, a broker with agreed prices, drayage. */
import { payment, standardEvidence, term } from './ltl.js';
import { plants, ports, schools, towns } from './places.js';
import { series } from './prices.js';

const detention = (charge, more = {}) => ({
  ...{ charge, model: 'PER_TIME', rate: '60.00', perMinutes: 60, incrementMinutes: 15, incrementRounding: 'UP' },
  ...{ freeMinutes: 120, lateGraceMinutes: 15, whenLate: 'NONE', maximum: '480.00', authority: 'CONTRACT' },
  ...more,
});

const lumper = (more) => ({
  ...{ charge: 'LUMPER', model: 'PASS_THROUGH', receipts: ['LUMPER_RECEIPT'], authority: 'APPROVED' },
  ...more,
});

const tonu = { charge: 'TONU', model: 'FLAT', amount: '250.00', authority: 'CONTRACT', when: { event: 'CANCELLED' } };

const mileFuel = {
  ...{ index: series.us, publication: 'FIRST', dateRole: 'PICKUP', inForce: { addDays: 1 } },
  ...{ model: 'PER_DISTANCE_FORMULA', peg: '1.20', perGallonDistance: '6', ratePlaces: 3, unit: 'MI' },
};

const to = (...regions) => ({ country: 'US', regions });
const anywhere = { country: 'US' };
const perMile = (lane, destination, rate) => ({
  ...{ lane, origin: anywhere, destination },
  linehaul: { model: 'PER_DISTANCE', unit: 'MI', rate, minimum: '750.00' },
});

const head = (contractId, effective, more) => ({
  ...{ contractId, carrier: contractId.slice(0, 4), legalEntities: ['ACME-US'], modes: ['TL'], currency: 'USD' },
  ...{ effective, dateRole: 'PICKUP', rounding: { mode: 'HALF_UP', places: 2 } },
  ...{ evidence: standardEvidence, payment: payment('SHORT_PAY') },
  ...{ limits: { billDays: 90, disputeDays: 180, balanceDueDays: 5 } },
  ...more,
});

/** In the west fuel is by a table of its own. */
const westernFuel = {
  ...{ index: series.us, dateRole: 'DELIVERY', inForce: { addDays: 1 }, model: 'PER_DISTANCE_TABLE', unit: 'MI' },
  table: [
    { from: '2.80', value: '0.31' },
    { from: '3.30', value: '0.39' },
  ],
  beyond: { step: '0.05', value: '0.0125' },
};

const redline = (effective, rates) =>
  head('RDLN-TL', effective, {
    lanes: [
      perMile('SOUTH', to('TX', 'GA', 'TN'), rates[0]),
      perMile('NORTH', to('IL', 'NY', 'PA', 'WI'), rates[1]),
      { ...perMile('WEST', to('CO', 'AZ'), rates[2]), fuel: westernFuel },
    ],
    fuel: mileFuel,
    accessorials: [
      detention('DETENTION_PICKUP'),
      detention('DETENTION_DELIVERY', { notice: { minutesBefore: 30 } }),
      lumper({ fee: '10.00' }),
      { charge: 'DRIVER_ASSIST', model: 'FLAT', amount: '90.00', authority: 'APPROVED' },
      { charge: 'LAYOVER', model: 'FLAT', amount: '275.00', authority: 'APPROVED' },
      { charge: 'STOP_OFF', model: 'TIERS', tiers: ['100.00', '175.00'], authority: 'CONTRACT' },
      tonu,
    ],
    exclusions: [['DETENTION_DELIVERY', 'LAYOVER']],
    lateDelivery: [
      { afterMinutes: 60, percentOfLinehaul: '0.05', maximum: '150.00', excused: ['SHIPPER', 'CONSIGNEE', 'OUTSIDE'] },
      {
        afterMinutes: 480,
        percentOfLinehaul: '0.125',
        maximum: '300.00',
        excused: ['SHIPPER', 'CONSIGNEE', 'OUTSIDE'],
      },
    ],
  });

const heron = (effective, [allIn, perPallet, flat]) =>
  head('BHFR-TL', effective, {
    lanes: [
      {
        ...{ lane: 'ALBANY', origin: anywhere, destination: to('NY'), fuel: 'NONE' },
        linehaul: { model: 'FLAT', amount: allIn },
      },
      {
        ...{ lane: 'ERIE', origin: anywhere, destination: to('PA') },
        linehaul: { model: 'PER_UNIT', unit: 'PALLET', rate: perPallet, minimum: '620.00', maximum: '1480.00' },
      },
      { lane: 'REST', origin: anywhere, destination: anywhere, linehaul: { model: 'FLAT', amount: flat } },
    ],
    fuel: {
      ...{ index: series.us, inForce: { addDays: 2, then: 'NEXT_MONDAY' }, model: 'PER_DISTANCE_TABLE', unit: 'MI' },
      table: [
        { from: '2.50', value: '0.28' },
        { from: '3.00', value: '0.36' },
        { from: '3.50', value: '0.44' },
        { from: '4.00', value: '0.52' },
      ],
      beyond: { step: '0.05', value: '0.01' },
    },
    accessorials: [
      detention('DETENTION_PICKUP', { whenLate: 'FROM_ARRIVAL', incrementRounding: 'NEAREST' }),
      detention('DETENTION_DELIVERY', { whenLate: 'FROM_ARRIVAL', incrementRounding: 'NEAREST', endsAt: 'WORK_DONE' }),
      lumper({ maximum: '300.00' }),
      tonu,
    ],
    payment: payment('HOLD_ALL'),
  });

const bands = (effective, [short, middle, far]) =>
  head('BAND-TL', effective, {
    rounding: { mode: 'UP', places: 2 },
    lanes: [
      {
        ...{ lane: 'US-48', origin: anywhere, destination: anywhere },
        linehaul: {
          ...{ model: 'PER_DISTANCE', unit: 'KM', maximum: '5200.00' },
          bands: [
            { from: '0', amount: short },
            { from: '400', rate: middle },
            { from: '1500', rate: far },
          ],
        },
      },
    ],
    fuel: {
      ...{ index: series.us, publication: 'FIRST', dateRole: 'PICKUP', inForce: { addDays: 3 } },
      ...{ model: 'PER_DISTANCE_FORMULA', peg: '1.115', perGallonDistance: '9.5', unit: 'KM', minimum: '25.00' },
    },
    accessorials: [
      detention('DETENTION_PICKUP', {
        rate: '48.75',
        incrementMinutes: 30,
        incrementRounding: 'DOWN',
        freeMinutes: 90,
      }),
      detention('DETENTION_DELIVERY', {
        rate: '48.75',
        incrementMinutes: 30,
        incrementRounding: 'DOWN',
        freeMinutes: 90,
      }),
      lumper({ fee: '7.50' }),
      { charge: 'DRIVER_ASSIST', model: 'FLAT', amount: '84.00', authority: 'APPROVED' },
      {
        ...{ charge: 'OVERLENGTH', model: 'FLAT', amount: '115.00', authority: 'CONTRACT' },
        when: { minLengthIn: '96' },
      },
    ],
    tolerances: [
      { scope: { charge: 'FUEL' }, over: { amount: '3.00', percent: '0.01', combine: 'ANY' } },
      { scope: { charge: 'ANY' }, over: { amount: '1.00' }, under: { amount: '10.00' } },
    ],
  });

const dray = (effective, [load, chassis]) =>
  head('DRAY-DR', effective, {
    modes: ['DRAYAGE'],
    lanes: [
      {
        ...{ lane: 'NEWARK', origin: { country: 'US', unlocodes: ['USNYC'] }, destination: anywhere },
        linehaul: { model: 'PER_UNIT', unit: 'LOAD', rate: load },
      },
    ],
    fuel: {
      ...{ index: series.us, model: 'PERCENT_FORMULA', peg: '2.50', step: '0.10', percentPerStep: '0.0125' },
      ...{ stepRounding: 'UP', base: ['LINEHAUL'], maximum: '180.00' },
    },
    accessorials: [
      {
        ...{ charge: 'CHASSIS', model: 'PER_DAY', from: 'GATE_OUT', to: 'EMPTY_RETURNED', freeDays: 2 },
        ...{ calendar: 'CALENDAR', includeFirstDay: true, tiers: [{ rate: chassis }], authority: 'CONTRACT' },
      },
      {
        ...{ charge: 'PER_DIEM', model: 'PER_DAY', from: 'GATE_OUT', to: 'EMPTY_RETURNED', freeDays: 4 },
        ...{ calendar: 'BUSINESS', includeFirstDay: false, authority: 'CONTRACT' },
        tiers: [{ days: 3, rate: '85.00' }, { rate: '140.00' }],
      },
      { charge: 'TOLL', model: 'PASS_THROUGH', receipts: ['RECEIPT'], authority: 'CONTRACT' },
    ],
  });

function truckload(chance) {
  const pallets = chance.whole(4, 24);
  return [
    {
      ...{ item: 1, description: 'Home goods', pieces: pallets, packaging: 'PALLET', freightClass: '70' },
      weight: { value: String(pallets * chance.whole(700, 1500)), unit: 'LB' },
      dimensions: { length: '48', width: '40', height: '60', unit: 'IN' },
      hazardous: false,
    },
  ];
}

const container = (chance) => [
  {
    ...{ item: 1, description: 'Garden furniture', pieces: 1, packaging: 'CONTAINER', hazardous: false },
    weight: { value: String(chance.whole(8000, 21000)), unit: 'KG' },
  },
];

const trucker = {
  ...{ entity: 'ACME-US', currency: 'USD', mode: 'TL', goods: truckload, distance: true, appointments: true },
  ...{ from: plants, to: towns, equipment: 'DRY_VAN_53', sites: { SCHOOL: schools } },
};

export const truckloadCarriers = [
  {
    ...trucker,
    ...{ carrier: 'RDLN', name: 'Redline Truckload', share: 14, method: 'GEOFENCE', defaultCurrency: 'USD' },
    contracts: [redline(term.old, ['2.15', '2.48', '1.97']), redline(term.now, ['2.24', '2.61', '2.045'])],
  },
  {
    ...trucker,
    ...{ carrier: 'BHFR', name: 'Blue Heron Freight', share: 8, method: 'EDI' },
    contracts: [heron(term.old, ['1450.00', '62.00', '1890.00']), heron(term.now, ['1525.00', '65.40', '1975.00'])],
  },
  {
    ...trucker,
    ...{ carrier: 'BAND', name: 'Bandwidth Haulage', share: 7, method: 'TELEMATICS' },
    contracts: [bands(term.old, ['690.00', '1.385', '1.1275']), bands(term.now, ['735.00', '1.445', '1.18'])],
    // Agreed when the trucks were rolling already, and put in force late.
    later: {
      ...bands({ from: '2026-06-08', to: '2026-12-31' }, ['760.00', '1.51', '1.2235']),
      ...{ version: 3, replaces: [2] },
    },
  },
  {
    ...trucker,
    ...{ carrier: 'OAKB', name: 'Oakbridge Logistics (broker)', share: 6, method: 'EDI', agreed: 'ALWAYS' },
    contracts: [],
  },
  {
    ...trucker,
    ...{ carrier: 'DRAY', name: 'Dockside Drayage', share: 4, method: 'EDI', mode: 'DRAYAGE', goods: container },
    ...{ from: [ports.newYork], to: [towns[4], towns[5]], gates: true, equipment: '40HC', appointments: false },
    contracts: [dray(term.old, ['485.00', '32.00']), dray(term.now, ['512.50', '34.25'])],
  },
];
