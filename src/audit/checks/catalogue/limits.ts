import type { Row } from './row.ts';

/** Time limits. */
export const limits: readonly Row[] = [
  ['L-03', 'GATE', 'DENY', 'ERROR', 'Billed in time', 'delivery; invoice date; limits', 'STALE_180'],
];
