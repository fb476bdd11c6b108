import type { Row } from './row.ts';

/** Time limits. */
export const limits: readonly Row[] = [
  [
    'L-02',
    'BILL',
    'APPROVE',
    'INFO',
    'Billed within seven days of the delivery',
    'delivery; invoice date',
    'STALE_180',
  ],
  [
    'L-03',
    'GATE',
    'DENY',
    'ERROR',
    'More is billed within 180 days of the original bill',
    'receipt of both bills; limits',
    'BAL_DUE_DECLINED',
  ],
  ['L-04', 'BILL', 'APPROVE', 'WARNING', 'Contested within 180 days', 'receipt of the bill; clock', 'FACT_MISSING'],
  ['L-07', 'BILL', 'APPROVE', 'INFO', 'Time to claim loss and damage', 'exceptions; delivery; mode', 'OS_D'],
  [
    'L-08',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Demurrage and per diem are invoiced in time',
    'event GATE_OUT or EMPTY_RETURNED; invoice date; limits',
    'STALE_180',
  ],
  [
    'L-10',
    'GATE',
    'DENY',
    'ERROR',
    'The contract’s own times for billing and contesting',
    'delivery; invoice date; receipt; limits; clock',
    'STALE_180 FACT_MISSING',
  ],
  ['L-11', 'BILL', 'APPROVE', 'INFO', 'Times of CMR and Montreal', 'exceptions; delivery; mode', 'OS_D'],
];
