import type { Row } from './row.ts';

/** The shipment a bill is for. */
export const matching: readonly Row[] = [
  ['M-01', 'LINE', 'REVIEW', 'WARNING', 'One shipment, not several', 'references; dates', 'AMBIGUOUS_MATCH'],
  ['M-02', 'PORTFOLIO', 'APPROVE', 'INFO', 'Every shipment is billed in the end', 'shipments; bills', ''],
  ['M-03', 'LINE', 'WAIT', 'WARNING', 'There is a shipment', 'references', 'NO_SHIPMENT'],
  [
    'M-04',
    'BILL',
    'APPROVE',
    'WARNING',
    'Weight and pieces are those ordered or certified',
    'weight and pieces of bill and order; certificates',
    'WEIGHT_WRONG',
  ],
  ['M-05', 'BILL', 'APPROVE', 'WARNING', 'The class is that of the goods', 'class of lines and items', 'CLASS_WRONG'],
  [
    'M-06',
    'BILL',
    'APPROVE',
    'WARNING',
    'The equipment is what was ordered',
    'equipment of bill and order',
    'EVIDENCE_CONFLICT',
  ],
  [
    'M-07',
    'BILL',
    'APPROVE',
    'WARNING',
    'The service is what was ordered',
    'service of bill and order',
    'EVIDENCE_CONFLICT',
  ],
  ['M-08', 'BILL', 'APPROVE', 'WARNING', 'The stops are those ordered', 'stops of bill and order', 'EVIDENCE_CONFLICT'],
  ['M-09', 'LINE', 'DISPUTE', 'ERROR', 'The load was not cancelled', 'event CANCELLED', 'SHIPMENT_CANCELLED'],
];
