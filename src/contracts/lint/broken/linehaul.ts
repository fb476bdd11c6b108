import { air, breaks, type Broken, parcel, priced, table, us } from './sample.ts';

/** Prices with holes, in the wrong order or unit. */
export const brokenLinehaul: Broken[] = [
  [
    'OUT_OF_ORDER',
    '/lanes/0/linehaul/breaks/1/from',
    breaks({
      breaks: [
        { from: '500', rates: { '70': '5' } },
        { from: '0', rates: { '70': '4' } },
      ],
    }),
  ],
  [
    'OUT_OF_ORDER',
    '/lanes/0/linehaul/bands/1/from',
    priced({
      model: 'PER_DISTANCE',
      unit: 'MI',
      bands: [
        { from: '0', rate: '2' },
        { from: '0.0', rate: '3' },
      ],
    }),
  ],
  [
    'BANDS_START_ABOVE_ZERO',
    '/lanes/0/linehaul/breaks/0/from',
    priced({ ...air, breaks: [{ from: '45', rate: '8.40' }] }),
  ],
  ['REQUIRED', '/lanes/0/linehaul/bands/0', priced({ model: 'PER_DISTANCE', unit: 'MI', bands: [{ from: '0' }] })],
  [
    'BAND_PRICE_TWICE',
    '/lanes/0/linehaul/bands/0',
    priced({ model: 'PER_DISTANCE', unit: 'MI', bands: [{ from: '0', rate: '2', amount: '3' }] }),
  ],
  ['BAND_UNREACHABLE', '/lanes/0/linehaul/breaks/0', priced({ ...air, minimumWeight: '100' })],
  [
    'AMOUNT_FALLS',
    '/lanes/0/linehaul/cells/1/0',
    priced({
      ...table,
      cells: [
        ['10', '20'],
        ['9', '30'],
      ],
    }),
  ],
  [
    'AMOUNT_FALLS',
    '/lanes/0/linehaul/cells/0/1',
    priced({
      ...table,
      cells: [
        ['30', '20'],
        ['30', '30'],
      ],
    }),
  ],
  [
    'AMOUNT_FALLS',
    '/lanes/0/linehaul/rates/2/1/amount',
    priced({
      ...parcel,
      rates: {
        ...parcel.rates,
        '2': [
          { upTo: '1', amount: '8.10' },
          { upTo: '2', amount: '8.00' },
        ],
      },
    }),
  ],
  [
    'AMOUNT_FALLS',
    '/lanes/0/linehaul/bands/1/amount',
    priced({
      model: 'PER_DISTANCE',
      unit: 'KM',
      bands: [
        { from: '0', amount: '300' },
        { from: '100', amount: '200' },
      ],
    }),
  ],
  [
    'RATE_RISES',
    '/lanes/0/linehaul/breaks/1/rates/70',
    breaks({
      breaks: [
        { from: '0', rates: { '70': '40' } },
        { from: '500', rates: { '70': '41' } },
      ],
    }),
  ],
  [
    'RATE_RISES',
    '/lanes/0/linehaul/breaks/1/rate',
    priced({
      ...air,
      breaks: [
        { from: '0', rate: '8' },
        { from: '100', rate: '9' },
      ],
    }),
  ],
  [
    'OUT_OF_ORDER',
    '/lanes/0/linehaul/maximum',
    priced({ model: 'PERCENT_OF_VALUE', percent: '0.01', minimum: '9', maximum: '8' }),
  ],
  ['REQUIRED', '/lanes/0/linehaul/rate', priced({ model: 'PER_DISTANCE', unit: 'MI' })],
  ['RATE_ABSENT', '/lanes/0/linehaul/rate', priced({ model: 'PER_UNIT', unit: 'PALLET', equipmentRates: {} })],
  [
    'RATE_IDLE',
    '/lanes/0/linehaul/rate',
    priced({ model: 'PER_DISTANCE', unit: 'MI', rate: '2', bands: [{ from: '0', rate: '3' }] }),
  ],
  ['UNIT_DIMENSION', '/lanes/0/linehaul/unit', priced({ model: 'PER_UNIT', unit: 'KG', rate: '1' })],
  [
    'UNKNOWN_UNIT',
    '/lanes/0/linehaul/rows/unit',
    priced({ ...table, rows: { by: 'WEIGHT', unit: 'MI' as 'LB', bands: ['0', '500'] } }),
  ],
  ['REPEATED', '/lanes/0/linehaul/columns/by', priced({ ...table, columns: table.rows })],
  ['UNKNOWN_CODE', '/lanes/0/linehaul/breaks/0/rates/71', breaks({ breaks: [{ from: '0', rates: { '71': '1' } }] })],
  [
    'CLASS_RATE_ABSENT',
    '/lanes/0/linehaul/breaks/1/rates',
    breaks({
      breaks: [
        { from: '0', rates: { '70': '5', '85': '6' } },
        { from: '500', rates: { '70': '4' } },
      ],
    }),
  ],
  ['OUT_OF_ORDER', '/lanes/0/linehaul/fak/0', breaks({ fak: [{ fromClass: '85', toClass: '50', ratedAs: '70' }] })],
  [
    'OVERLAP',
    '/lanes/0/linehaul/fak/1',
    breaks({
      fak: [
        { fromClass: '50', toClass: '85', ratedAs: '70' },
        { fromClass: '85', toClass: '100', ratedAs: '70' },
      ],
    }),
  ],
  [
    'FAK_CLASS_UNRATED',
    '/lanes/0/linehaul/fak/0/ratedAs',
    breaks({ fak: [{ fromClass: '50', toClass: '85', ratedAs: '65' }] }),
  ],
  [
    'DENSITY_CLASS_RISES',
    '/lanes/0/linehaul/densityClasses/1/class',
    breaks({
      densityClasses: [
        { fromPcf: '0', class: '70' },
        { fromPcf: '10', class: '85' },
      ],
    }),
  ],
  ['VOLUME_RULE_ABSENT', '/lanes/0/linehaul', priced({ ...air, volumeDivisor: null })],
  ['DIVISOR_UNIT', '/lanes/0/linehaul/volumeDivisor', priced({ ...air, volumeDivisor: '166' })],
  ['DIVISOR_UNIT', '/lanes/0/linehaul/dimDivisor', priced({ ...parcel, weightUnit: 'KG' })],
  ['DIVISOR_UNIT', '/lanes/0/linehaul/dimDivisor', priced({ ...parcel, dimDivisor: '5000' })],
  [
    'ZONE_AMBIGUOUS',
    '/lanes/0/linehaul/zones/1',
    priced({
      ...parcel,
      zones: [
        ...parcel.zones.slice(0, 1),
        { zone: '3', destination: us({ postalRanges: [{ from: '441', to: '441' }] }) },
      ],
    }),
  ],
  ['ZONE_UNRATED', '/lanes/0/linehaul/zones/1', priced({ ...parcel, rates: { '2': parcel.rates['2'] ?? [] } })],
  [
    'UNKNOWN_CODE',
    '/lanes/0/linehaul/rates/9',
    priced({ ...parcel, rates: { ...parcel.rates, '9': [{ upTo: '1', amount: '1' }] } }),
  ],
  ['ZONE_TABLE_ENDS', '/lanes/0/linehaul', priced({ ...parcel, perExtra: null })],
  ['WRONG_SIZE', '/lanes/0/linehaul/cells', priced({ ...table, cells: [['1', '2']] })],
  ['WRONG_SIZE', '/lanes/0/linehaul/cells/1', priced({ ...table, cells: [['1', '2'], ['1']] })],
  [
    'TABLE_HOLE',
    '/lanes/0/linehaul/cells/0/1',
    priced({
      ...table,
      cells: [
        ['1', null],
        ['2', '3'],
      ],
    }),
  ],
  [
    'OUT_OF_PLACE',
    '/lanes/0/linehaul/cell',
    priced({ ...table, cell: 'RATE_PER', rows: { by: 'PALLETS', bands: ['0', '5'] } }),
  ],
  ['PER_ABSENT', '/lanes/0/linehaul', priced({ ...table, cell: 'RATE_PER' })],
  ['PERCENT_LOOKS_WHOLE', '/lanes/0/linehaul/discount', breaks({ discount: '62' })],
  ['PERCENT_LOOKS_TINY', '/lanes/0/linehaul/discount', breaks({ discount: '0.0062' })],
  ['DISCOUNT_TOTAL', '/lanes/0/linehaul/discount', breaks({ discount: '1' })],
  ['AMOUNT_PLACES', '/lanes/0/linehaul/amount', { currency: 'JPY', ...priced({ model: 'FLAT', amount: '100.50' }) }],
];
