import type { Row } from './row.ts';

/** Tax, currency and totals. */
export const totals: readonly Row[] = [
  ['T-02', 'LINE', 'DISPUTE', 'ERROR', 'Tax on what is owed', 'contract taxes; lines', 'TAX_WRONG'],
  [
    'T-09',
    'LINE',
    'DISPUTE',
    'ERROR',
    'The total is within tolerance',
    'contract tolerances of the bill or invoice; lines',
    'LINEHAUL_WRONG FUEL_WRONG DETENTION_WRONG ACC_WRONG',
  ],
  ['T-14', 'LINE', 'APPROVE', 'INFO', 'Nothing forgotten by the carrier', 'expected charges', 'UNDER_BILLED UNBILLED'],
];
