import type { Row } from './row.ts';

/** Linehaul. */
export const rating: readonly Row[] = [
  ['R-01', 'LINE', 'DISPUTE', 'ERROR', 'Linehaul by distance', 'distance; rate', 'LINEHAUL_WRONG DISTANCE_WRONG'],
  ['R-03', 'LINE', 'DISPUTE', 'ERROR', 'Linehaul flat or by unit', 'count; rate', 'LINEHAUL_WRONG AGREED_EXCEEDED'],
  [
    'R-06',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Linehaul by class and weight',
    'weight; class; rates',
    'LINEHAUL_WRONG CLASS_WRONG WEIGHT_WRONG RATE_MISSING',
  ],
  [
    'R-07',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Weight break and deficit weight',
    'weight; class; all breaks',
    'DEFICIT_IGNORED LINEHAUL_WRONG WEIGHT_WRONG',
  ],
  ['R-08', 'LINE', 'DISPUTE', 'ERROR', 'Discount', 'contract', 'DISCOUNT_WRONG'],
  ['R-09', 'LINE', 'DISPUTE', 'ERROR', 'Minimum charge', 'contract', 'MINIMUM_WRONG'],
  ['R-10', 'LINE', 'DISPUTE', 'ERROR', 'Freight of all kinds', 'class; contract', 'FAK_NOT_APPLIED'],
  ['R-32', 'LINE', 'DISPUTE', 'ERROR', 'The rates in force on the day', 'rating date; versions', 'RATE_EXPIRED'],
];
