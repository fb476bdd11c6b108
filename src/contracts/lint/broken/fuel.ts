import { accessorial, type Broken, fuelled, lane, ohio, sampleFuel, us, withLanes } from './sample.ts';

/** Fuel programmes that nobody could follow. */
export const brokenFuel: Broken[] = [
  [
    'SERIES_UNKNOWN',
    '/surcharges/0/index',
    { surcharges: [{ ...sampleFuel, index: 'VLSFO', charge: 'BUNKER' }] },
    { knownSeries: new Set(['EIA-DIESEL-US']) },
  ],
  ['OUT_OF_ORDER', '/fuel/maximum', fuelled({ minimum: '2', maximum: '1' })],
  ['FUEL_IN_FORCE_ABSENT', '/fuel', fuelled({ inForce: null })],
  [
    'FUEL_ROUNDING_ABSENT',
    '/fuel',
    {
      fuel: {
        index: 'X',
        inForce: { addDays: 1 },
        model: 'PER_DISTANCE_FORMULA',
        peg: '1.20',
        perGallonDistance: '6',
        unit: 'MI',
      },
    },
  ],
  ['NO_BASE', '/fuel/base/1', fuelled({ base: ['LINEHAUL', 'FUEL'] })],
  ['FUEL_BASE_WITHOUT_TERMS', '/fuel/base/1', fuelled({ base: ['LINEHAUL', 'STORAGE'] })],
  ['FUEL_BASE_WITHIN_LINEHAUL', '/fuel/base/1', fuelled({ base: ['LINEHAUL', 'DISCOUNT'] })],
  [
    'FUEL_TABLE_FALLS',
    '/fuel/table/1/value',
    fuelled({
      table: [
        { from: '3', value: '0.25' },
        { from: '3.06', value: '0.24' },
      ],
    }),
  ],
  [
    'OUT_OF_ORDER',
    '/fuel/table/1/from',
    fuelled({
      table: [
        { from: '3', value: '0.25' },
        { from: '2.9', value: '0.26' },
      ],
    }),
  ],
  [
    'FUEL_TABLE_STEP',
    '/fuel/table/3/from',
    fuelled({
      table: ['3.00', '3.06', '3.12', '3.24', '3.30', '3.36'].map((from, index) => ({ from, value: `0.2${index}` })),
    }),
  ],
  ['FUEL_TABLE_BEGINS', '/fuel/table/0', {}],
  ['FUEL_TABLE_ENDS', '/fuel/table', fuelled({ beyond: null })],
  ['FUEL_IDLE', '/fuel', withLanes(lane('A', ohio, us(), { fuel: 'NONE' }))],
  ['NOT_ALLOWED', '/accessorials/0/charge', accessorial({ charge: 'FUEL' })],
  [
    'FUEL_VALUE_LOOKS_LIKE_PERCENT',
    '/fuel/table',
    {
      fuel: {
        index: 'X',
        inForce: { addDays: 1 },
        model: 'PER_DISTANCE_TABLE',
        unit: 'MI',
        table: [{ from: '3', value: '28.5' }],
      },
    },
  ],
  ['SERIES_UNKNOWN', '/fuel/index', {}, { knownSeries: new Set(['EIA-DIESEL-CA']) }],
  [
    'CIRCULAR',
    '/accessorials',
    {
      ...fuelled({ base: ['PEAK'] }),
      ...accessorial({ charge: 'PEAK', model: 'PERCENT', percent: '0.1', of: ['FUEL'] }),
    },
  ],
  [
    'PERCENT_LOOKS_WHOLE',
    '/fuel/table/1/value',
    fuelled({
      table: [
        { from: '3', value: '24' },
        { from: '3.06', value: '28.5' },
      ],
    }),
  ],
  ['PERCENT_LOOKS_WHOLE', '/fuel/beyond/value', fuelled({ beyond: { step: '0.06', value: '0.5' } })],
  ['PERCENT_LOOKS_TINY', '/fuel/table/0/value', fuelled({ table: [{ from: '3', value: '0.00285' }] })],
];
