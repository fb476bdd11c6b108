import type { Row } from './row.ts';

/** Delivery and its proof. */
export const evidence: readonly Row[] = [
  ['E-01', 'LINE', 'WAIT', 'WARNING', 'Delivered', 'event DELIVERED or POD at every delivery stop', 'NOT_DELIVERED'],
  ['E-02', 'LINE', 'WAIT', 'WARNING', 'Proof of delivery', 'document POD at every delivery stop', 'POD_MISSING'],
  ['E-05', 'BILL', 'APPROVE', 'WARNING', 'Delivered whole', 'events and POD exceptions', 'OS_D'],
  ['E-06', 'BILL', 'APPROVE', 'WARNING', 'Delivered undamaged and accepted', 'events and POD exceptions', 'OS_D'],
  ['E-10', 'MONEY', 'DISPUTE', 'ERROR', 'Credit for late delivery', 'committed and actual delivery', 'SERVICE_LATE'],
  [
    'E-16',
    'LINE',
    'WAIT',
    'WARNING',
    'The evidence does not contradict itself',
    'all sources of a milestone',
    'EVIDENCE_CONFLICT STOP_UNKNOWN TIME_ZONE_UNKNOWN',
  ],
  ['E-17', 'BILL', 'APPROVE', 'INFO', 'No evidence was withdrawn', 'event RETRACTED', 'EVIDENCE_CONFLICT'],
];
