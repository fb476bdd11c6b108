import type { Row } from './row.ts';

/** Intake and arithmetic. */
export const intake: readonly Row[] = [
  ['I-04', 'LINE', 'HOLD', 'WARNING', 'The lines add up to the total', 'lines; taxes; total', 'FOOTING'],
  [
    'I-05',
    'LINE',
    'HOLD',
    'WARNING',
    'Quantity times rate is the amount of the line',
    'quantity; rate; what the rate is per',
    'EXTENSION',
  ],
  [
    'I-08',
    'GATE',
    'HOLD',
    'WARNING',
    'One known currency, the contract’s',
    'currency; contract',
    'CURRENCY FX_MISSING',
  ],
  ['I-09', 'LINE', 'HOLD', 'WARNING', 'The charge code is known', 'raw code; crosswalk of the sender', 'UNMAPPED'],
  [
    'I-07',
    'GATE',
    'HOLD',
    'WARNING',
    'A bill asks and a credit gives back',
    'kind; signs of the amounts',
    'CREDIT_UNMATCHED',
  ],
  [
    'I-10',
    'GATE',
    'HOLD',
    'WARNING',
    'The dates of the bill are possible',
    'pickup, delivery and invoice dates; day of receipt',
    'EVIDENCE_CONFLICT',
  ],
];
