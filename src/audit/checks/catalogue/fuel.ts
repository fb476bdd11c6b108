import type { Row } from './row.ts';

/** Fuel. */
export const fuel: readonly Row[] = [
  ['F-01', 'LINE', 'DISPUTE', 'ERROR', 'Fuel: the index of the contract', 'index', 'FUEL_WRONG INDEX_MISSING'],
  [
    'F-02',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Fuel: the price in force on the day',
    'index; date',
    'FUEL_WRONG INDEX_MISSING FACT_MISSING',
  ],
  [
    'F-03',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Fuel: the row of the table',
    'index; table',
    'FUEL_WRONG ACC_WRONG INDEX_MISSING',
  ],
  ['F-04', 'LINE', 'DISPUTE', 'ERROR', 'Fuel: the formula', 'index; formula', 'FUEL_WRONG ACC_WRONG INDEX_MISSING'],
  [
    'F-05',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Fuel: the charges it is a percentage of',
    'expected charges',
    'FUEL_WRONG FACT_MISSING',
  ],
  [
    'F-06',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Fuel by distance: the miles that were rated',
    'distance',
    'FUEL_WRONG FACT_MISSING',
  ],
  ['F-07', 'LINE', 'DISPUTE', 'ERROR', 'Fuel: the most and the least', 'contract', 'FUEL_WRONG'],
  ['F-08', 'LINE', 'DISPUTE', 'ERROR', 'Fuel: none on an all-in rate', 'contract', 'FUEL_WRONG'],
  ['F-09', 'LINE', 'DISPUTE', 'ERROR', 'Fuel: the first publication or the revised one', 'all revisions', 'FUEL_WRONG'],
];
